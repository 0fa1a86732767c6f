import Backends
import Domain
import HTTPServing
import Records

/// Takes an adapter a person brings for a round that waits for one.
struct AdapterBringing: Sendable {
    let folder: AdapterFolder
    let roots: IntakeRoots
    let bases: BaseModels
    let adapters: AdapterRecords
    let trainings: TrainingRecords
    let events: JobEvents

    /// Checks and stores what was offered; throws a problem that says what is wrong.
    func take(_ offer: AdapterOffer, for round: Int, of job: JobRecord) async throws {
        do {
            switch offer.source {
            case .skip:
                guard try await trainings.skip(offer.role, round: round, of: job.number) else {
                    throw RoundRoutes.notWaiting(round)
                }
            case .merged(let model): try await takeMerged(model, offer, round, job)
            case .path(let path):
                let incoming = try await folder.begin()
                try await dropping(incoming) {
                    try await folder.copy(path, below: roots, into: incoming)
                    try await takeFiles(incoming, offer, round, job)
                }
            case .files(let incoming):
                try await dropping(incoming) { try await takeFiles(incoming, offer, round, job) }
            }
        } catch let trouble as BaseModels.Trouble {
            throw Problem(trouble)
        }
    }

    /// What is not published leaves nothing behind.
    private func dropping(
        _ incoming: AdapterFolder.Incoming, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch {
            folder.drop(incoming)
            throw error
        }
    }

    private func takeFiles(
        _ incoming: AdapterFolder.Incoming, _ offer: AdapterOffer, _ round: Int, _ job: JobRecord
    ) async throws {
        let base = try await base(offer, job)
        let checked = try await folder.check(
            incoming, ExpectedAdapter(baseModel: base, rank: nil, digest: offer.digest))
        if let rank = checked.rank { try await bases.check(rank: rank, of: offer.role) }
        let suffix = AdapterNaming.suffix(offer.role, round: round, of: job.id)
        let name = AdapterNaming.name(suffix, checked.digest)
        try await folder.publish(incoming, as: name)
        try await store(
            AdapterRecord(
                new: name, job: job.number, round: round, role: offer.role, format: checked.format,
                baseModel: base, rank: checked.rank, alpha: checked.alpha, digest: checked.digest,
                provenance: AdapterProvenance(source: "manual")))
    }

    private func takeMerged(
        _ model: String, _ offer: AdapterOffer, _ round: Int, _ job: JobRecord
    ) async throws {
        let base = try await base(offer, job)
        // Any other name would count as a base model of the role's backends, and be asked unproven.
        let suffix = AdapterNaming.suffix(offer.role, round: round, of: job.id)
        guard AdapterName.isOne(model), model.hasPrefix("\(suffix)-") else {
            throw AdapterObjection(
                "model",
                "serve it as \(suffix)- and 12 hex digits of your choice, such as "
                    + AdapterNaming.name(suffix, job.specificationDigest))
        }
        try await store(
            AdapterRecord(
                new: model, job: job.number, round: round, role: offer.role, format: .merged, baseModel: base,
                rank: nil, alpha: nil, digest: nil, provenance: AdapterProvenance(source: "manual")))
    }

    private func base(_ offer: AdapterOffer, _ job: JobRecord) async throws -> String {
        if let base = offer.baseModel { return base }
        return try await bases.base(of: offer.role, in: try job.readSpecification())
    }

    private func store(_ adapter: AdapterRecord) async throws {
        guard try await adapters.bring(adapter) else { throw RoundRoutes.notWaiting(adapter.round) }
        try await events.add(
            "adapter", AdapterNews(adapter, .new, reason: "brought by a person"), to: adapter.job)
    }
}

extension Problem {
    init(_ trouble: BaseModels.Trouble) {
        switch trouble {
        case .notNow(let reason): self.init(503, code: "backend_unavailable", detail: reason)
        case .never(let reason): self.init(422, code: "adapter_refused", detail: reason)
        }
    }
}
