import Backends
import Contracts
import Domain
import Logging
import Records

extension AdapterKeeper {
    /// Loads an adapter onto a backend and proves that it acts; what came of it is stored.
    func bring(_ adapter: AdapterRecord, to member: Member, among all: [Member]) async throws {
        do throws(Refusal) {
            let listing = try await loaded(adapter, on: member)
            let figures = try await figures(of: adapter, on: member, listing, among: all)
            try await store(figures, of: adapter, on: member)
        } catch {
            try await places.set(
                .refused, of: adapter.name, on: member.backend.id, reason: error.reason)
            logger.warning(
                "an adapter is refused",
                metadata: [
                    "adapter": "\(adapter.name)", "url": "\(member.backend.url)", "reason": "\(error.reason)",
                ])
        }
    }

    /// Why an adapter is not on a backend, or could not be asked.
    private struct Refusal: Error {
        let reason: String
    }

    private func store(
        _ figures: GateFigures, of adapter: AdapterRecord, on member: Member
    ) async throws(Refusal) {
        let objection = figures.objection
        do {
            try await places.set(
                objection == nil ? .proven : .inert, of: adapter.name, on: member.backend.id,
                reason: objection, gate: figures)
        } catch {
            throw Refusal(reason: "\(error)")
        }
    }

    /// The backend's listing once it holds the adapter.
    private func loaded(_ adapter: AdapterRecord, on member: Member) async throws(Refusal) -> ModelListing {
        if member.listing.names.contains(adapter.name) { return member.listing }
        let path = "\(member.backend.adapterRoot ?? folder.root)/\(adapter.name)"
        do throws(AdapterError) {
            try await AdapterLoading(requests).load(
                adapter.name, from: path, at: member.backend, kind: member.kind)
        } catch {
            throw Refusal(reason: "\(error)")
        }
        do throws(ProbeError) {
            return try await requests.listing(of: member.backend)
        } catch {
            throw Refusal(reason: "\(error)")
        }
    }

    private func figures(
        of adapter: AdapterRecord, on member: Member, _ listing: ModelListing, among all: [Member]
    ) async throws(Refusal) -> GateFigures {
        let asked: [AdapterGate.Prompt]
        do {
            guard let job = try await jobs.find(number: adapter.job) else {
                throw RecordsError.missing("the job of an adapter")
            }
            asked = try await prompts.prompts(for: adapter, by: try job.readSpecification())
        } catch {
            throw Refusal(reason: "the gate has no prompts: \(error)")
        }
        // A merged model stands where its base does not: the base answers elsewhere.
        let home = ([member] + all).first { $0.listing.names.contains(adapter.baseModel) }
        guard let home else {
            throw Refusal(reason: "no backend serves \(adapter.baseModel), which it is compared with")
        }
        do throws(ProbeError) {
            return try await AdapterGate(requests).figures(
                of: .init(member.backend, listing, model: adapter.name),
                against: .init(home.backend, home.listing, model: adapter.baseModel), prompts: asked)
        } catch {
            throw Refusal(reason: "the gate was not answered: \(error)")
        }
    }
}
