package import Domain

/// Decides which backend gets a request: a pure function over a snapshot.
///
/// The first usable one in the image's order that is not loaded far above the
/// mean, else the one with the least outstanding. Where every breaker is open,
/// one request a second is sent anyway, so that an outage's end is found (BACKENDS §5, §6).
package enum Routing: Sendable, Equatable {
    case send(BackendID)
    /// Every usable backend is full; a place will be free.
    case wait
    case nowhere(Reason)

    package enum Reason: Sendable, Equatable {
        /// No active backend serves the role.
        case noBackend
        /// None of those that serve the role serves the model.
        case notListed
        /// None of those that serve the role was asked yet what it lists.
        case notAsked
        /// All that could serve have refused this attempt.
        case refused
    }

    package init(of wish: RoutingWish, among candidates: [RoutingCandidate]) {
        let serving = candidates.filter { $0.isActive && $0.roles.contains(wish.role) }
        let able = serving.filter { $0.models?.contains(wish.model) == true }
        let willing = able.filter { !wish.refusedBy.contains($0.id) }
        if able.isEmpty {
            self = .nowhere(Self.reason(serving))
        } else if willing.isEmpty {
            self = .nowhere(.refused)
        } else {
            // Tried ones again only where there is no other.
            let fresh = willing.filter { !wish.tried.contains($0.id) }
            let chosen = Self.choose(wish, among: fresh.isEmpty ? willing : fresh)
            self = chosen.map { .send($0.id) } ?? .wait
        }
    }

    private static func reason(_ serving: [RoutingCandidate]) -> Reason {
        if serving.isEmpty { return .noBackend }
        return serving.contains { $0.models != nil } ? .notListed : .notAsked
    }

    private static func choose(_ wish: RoutingWish, among able: [RoutingCandidate]) -> RoutingCandidate? {
        let healthy = able.filter(\.admits)
        guard !healthy.isEmpty else { return trial(among: able) }
        let ordered = order(healthy, for: wish)
        if wish.affinity != nil, let preferred = ordered.first(where: { isBounded($0, among: healthy) }) {
            return preferred
        }
        return leastOutstanding(ordered)
    }

    /// One request per shut backend and second, the one that opens soonest first.
    private static func trial(among shut: [RoutingCandidate]) -> RoutingCandidate? {
        shut.filter { $0.inFlight == 0 && $0.allowsEarlyTrial }.min { left, right in
            guard left.opensUntil != right.opensUntil else { return left.id.precedes(right.id) }
            guard let first = left.opensUntil else { return true }
            return right.opensUntil.map { first < $0 } ?? false
        }
    }

    private static func order(_ healthy: [RoutingCandidate], for wish: RoutingWish) -> [RoutingCandidate] {
        guard let image = wish.affinity else { return healthy.sorted { $0.id.precedes($1.id) } }
        let ordered = RendezvousOrder.order(healthy, for: image)
        let first = wish.attempt % ordered.count
        return Array(ordered[first...] + ordered[..<first])
    }

    /// Bounded load (Mirrokni et al. 2018), counting the newcomer in the mean.
    private static func isBounded(
        _ candidate: RoutingCandidate, among healthy: [RoutingCandidate]
    ) -> Bool {
        let outstanding = 1 + healthy.reduce(0) { $0 + $1.inFlight }
        let places = healthy.reduce(0) { $0 + $1.limit }
        let bound = 1.25 * Double(outstanding) / Double(places) * Double(candidate.limit)
        return candidate.hasRoom && Double(candidate.inFlight + 1) <= bound.rounded(.up)
    }

    private static func leastOutstanding(_ ordered: [RoutingCandidate]) -> RoutingCandidate? {
        var best: RoutingCandidate?
        for candidate in ordered where candidate.hasRoom {
            if let best, (best.load, best.queued) <= (candidate.load, candidate.queued) { continue }
            best = candidate
        }
        return best
    }
}
