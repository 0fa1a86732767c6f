package import Domain
package import Logging

/// The backends of one process: who may take a request, and who waits for one.
///
/// Owns all that is learnt of them while the process lives. The rows come from
/// outside, every second or two; a place is chosen and taken in the same step,
/// so that no limit is passed.
package actor BackendPool {
    var members: [BackendID: PooledBackend] = [:]
    var waiting: [WaitingCall] = []
    var lastTicket = 0
    /// Whether all backends there were at first have been asked what they serve, with whatever result:
    /// before, a process that is otherwise ready would do nothing.
    package private(set) var isSettled = false
    let keys: BackendKeys
    let settings: ChatSettings
    let logger: Logger

    package init(
        settings: ChatSettings = ChatSettings(), keys: BackendKeys = .environment,
        logger: Logger = Logger(label: "backends")
    ) {
        self.settings = settings
        self.keys = keys
        self.logger = logger
    }

    /// Takes over the rows of the backend table.
    ///
    /// `part` is how much of a row's `max_in_flight` is ours, 0…1; one place at
    /// least is. What is no longer listed takes nothing new and is dropped with its
    /// last request.
    package func update(_ rows: [Backend], part: (Backend) -> Double = { _ in 1 }) {
        for row in rows {
            let share = Int((Double(row.maxInFlight) * min(max(part(row), 0), 1)).rounded(.down))
            if members[row.id]?.backend.url == row.url {
                members[row.id]?.update(row, share: share)
            } else {
                members[row.id] = PooledBackend(row, share: share, trialPause: settings.trialPause)
            }
        }
        let listed = Set(rows.map(\.id))
        for id in members.keys where !listed.contains(id) { members[id]?.drain() }
        dropLeft(except: listed)
        settle()
        serveWaiting()
    }

    func settle() {
        if members.values.allSatisfy(\.wasAsked) { isSettled = true }
    }

    /// The base that all backends of a role serve (DECISIONS 10).
    package func base(of role: Role) throws(BaseDisagreement) -> String {
        let serving = members.values.filter { $0.backend.roles.contains(role) && $0.backend.state == .active }
        let votes = serving.compactMap { member in
            member.listing.map { BaseAgreement.Vote(url: member.backend.url, bases: $0.bases) }
        }
        return try BaseAgreement.base(of: role, votes: votes)
    }

    /// How many more requests of a role could be sent now (QUEUE R11, R40).
    ///
    /// Where every breaker is shut it is one per backend and second, for the trials.
    package func freePlaces(for role: Role) -> Int {
        let now = ContinuousClock.now
        let able = members.values.map { $0.candidate(at: now) }
            .filter { $0.isActive && $0.roles.contains(role) && $0.models != nil }
        let healthy = able.filter(\.admits)
        let places =
            healthy.isEmpty
            ? able.count { $0.inFlight == 0 && $0.allowsEarlyTrial }
            : healthy.reduce(0) { $0 + max(0, $1.limit - $1.inFlight) }
        return max(0, places - waiting.count { $0.wish.role == role })
    }

    /// What this process sees of each backend, for `GET /v1/backends`.
    package func snapshots() -> [BackendSnapshot] {
        let now = ContinuousClock.now
        return members.values.map { BackendSnapshot($0, at: now) }.sorted { $0.id.precedes($1.id) }
    }

    func dropLeft(except listed: Set<BackendID>) {
        members = members.filter { listed.contains($0.key) || $0.value.traffic.inFlight > 0 }
    }
}
