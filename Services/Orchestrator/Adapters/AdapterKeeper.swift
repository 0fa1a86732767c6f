import Backends
import Domain
import Logging
import Records

/// Sees to it that the adapters rounds need are on every backend of their role, and act.
///
/// Adapters live in a server's memory, and a restart loses them. So what is wanted is compared
/// with what each backend lists, again and again: missing ones are loaded and proven, ours that
/// nobody wants are unloaded (BACKENDS §7).
struct AdapterKeeper: Sendable {
    let adapters: AdapterRecords
    let places: AdapterPlaces
    let backends: BackendRecords
    let jobs: JobRecords
    let events: JobEvents
    let requests: DirectRequests
    let prompts: GatePrompts
    let folder: AdapterFolder
    let logger: Logger

    /// Keeps until it is cancelled.
    func run() async {
        do { try await folder.sweep() } catch {
            logger.warning("old adapters in the making stay", metadata: ["error": "\(error)"])
        }
        var said = ""
        while !Task.isCancelled {
            var isWaitedFor = false
            do {
                isWaitedFor = try await pass()
                said = ""
            } catch {
                if said != "\(error)", !Task.isCancelled {
                    logger.warning("adapters can't be kept", metadata: ["error": "\(error)"])
                }
                said = "\(error)"
            }
            // Cancelled: the loop ends.
            try? await Task.sleep(for: isWaitedFor ? .milliseconds(250) : .seconds(1))
        }
    }

    /// Compares once, one backend after the other; true if an adapter is not decided about yet.
    @discardableResult
    func pass() async throws -> Bool {
        let wanted = try await adapters.wanted()
        let known = try await places.list()
        if wanted.isEmpty && known.isEmpty { return false }
        let serving = await answering(try await backends.list().filter { $0.state == "active" })
        for member in serving { await tend(member, wanted, known, among: serving) }
        try await judge(wanted, serving)
        return wanted.contains { $0.state == .new }
    }

    /// A backend that answers, and what it lists.
    struct Member: Sendable {
        let backend: Backend
        let listing: ModelListing

        var kind: Backend.Kind { backend.kind == .auto ? listing.kind : backend.kind }
    }

    private func answering(_ rows: [BackendRecord]) async -> [Member] {
        var members: [Member] = []
        for row in rows {
            guard let backend = Backend(asked: row),
                // Who does not answer keeps what it had; its stages know that it is away.
                let listing = try? await requests.listing(of: backend)
            else { continue }
            members.append(Member(backend: backend, listing: listing))
        }
        return members
    }

    /// One backend's trouble is not every backend's.
    private func tend(
        _ member: Member, _ wanted: [AdapterRecord], _ known: [AdapterPlaces.Place], among all: [Member]
    ) async {
        do {
            let here = known.filter { $0.backend == member.backend.id }
            let lost = try await forgetLost(here, on: member)
            for adapter in wanted where member.serves(adapter) {
                let place = lost.contains(adapter.name) ? nil : here.first { $0.adapter == adapter.name }
                if place?.state == .proven || place?.state == .inert { continue }
                if try await places.take(adapter.name, on: member.backend.id) {
                    try await bring(adapter, to: member, among: all)
                }
            }
            try await unload(except: Set(wanted.map(\.name)), from: member)
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning(
                "a backend's adapters can't be kept",
                metadata: ["url": "\(member.backend.url)", "error": "\(error)"])
        }
    }

    /// Takes back what was proven of adapters the backend no longer lists: it was started anew.
    private func forgetLost(
        _ here: [AdapterPlaces.Place], on member: Member
    ) async throws -> Set<String> {
        guard member.listsAdapters else { return [] }
        let lost = here.filter {
            ($0.state == .proven || $0.state == .inert) && !member.listing.names.contains($0.adapter)
        }
        for place in lost { try await places.remove(place.adapter, from: place.backend) }
        return Set(lost.map(\.adapter))
    }

    private func unload(except wanted: Set<String>, from member: Member) async throws {
        let surplus = member.listing.names.filter { AdapterName.isOne($0) && !wanted.contains($0) }
        guard !surplus.isEmpty else { return }
        for name in try await adapters.loadable(among: Array(surplus)) {
            // First no stage asks for it any more, then it goes.
            try await places.remove(name, from: member.backend.id)
            try? await AdapterLoading(requests).unload(name, at: member.backend, kind: member.kind)
            logger.info("adapter unloaded", metadata: ["adapter": "\(name)", "url": "\(member.backend.url)"])
        }
    }

    private func judge(_ wanted: [AdapterRecord], _ serving: [Member]) async throws {
        let placed = Dictionary(grouping: try await places.list(), by: \.adapter)
        for adapter in wanted where adapter.state == .new {
            let answering = serving.filter { $0.serves(adapter) }
            let standing = AdapterStanding(
                adapter.format, places: placed[adapter.name] ?? [],
                serving: Dictionary(
                    answering.map { ($0.backend.id, $0.backend.url) }, uniquingKeysWith: { first, _ in first }
                ))
            let gates = Dictionary(
                (placed[adapter.name] ?? []).compactMap { place in
                    place.gate.map { (place.backend.description, $0) }
                }, uniquingKeysWith: { first, _ in first })
            let isNew = try await adapters.set(
                standing.state, reason: standing.reason, gates: gates, of: adapter.name)
            guard isNew else { continue }
            try await events.add(
                "adapter", AdapterNews(adapter, standing.state, reason: standing.reason, gates),
                to: adapter.job)
            logger.info(
                "an adapter is \(standing.state.rawValue)",
                metadata: ["adapter": "\(adapter.name)", "reason": "\(standing.reason ?? "")"])
        }
    }
}

extension AdapterKeeper.Member {
    /// Whether the adapter belongs on it: a merged model is only where a person serves it.
    func serves(_ adapter: AdapterRecord) -> Bool {
        backend.roles.contains(adapter.role)
            && (adapter.format != .merged || listing.names.contains(adapter.name))
    }

    /// Whether an adapter that is not listed is not there: older SGLangs list none.
    var listsAdapters: Bool { kind != .sglang || listing.names.contains(where: AdapterName.isOne) }
}
