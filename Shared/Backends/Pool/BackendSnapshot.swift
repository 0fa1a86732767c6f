package import Domain

/// What one process sees of one backend, as `GET /v1/backends` shows it.
package struct BackendSnapshot: Sendable, Codable {
    package let id: BackendID
    package let url: String
    package let kind: Backend.Kind
    package let state: Backend.State
    package let roles: [Role]
    package let models: [String]
    package let inFlight: Int
    /// What this process sends at most now, and what it may grow to.
    package let limit: Int
    package let share: Int
    package let breaker: String
    package let latencySeconds: Double?
    /// It has done nothing but refuse for five minutes.
    package let isSaturated: Bool
    /// Why it gets nothing although it is active.
    package let shutOut: String?

    init(_ member: PooledBackend, at now: ContinuousClock.Instant) {
        id = member.backend.id
        url = member.backend.url
        kind = member.kind
        state = member.backend.state
        roles = member.backend.roles.sorted { $0.rawValue < $1.rawValue }
        models = member.listing?.names.sorted() ?? []
        inFlight = member.traffic.inFlight
        limit = member.limit.limit
        share = member.limit.share
        breaker = member.breaker.name
        latencySeconds = member.traffic.latency.map { $0 / .seconds(1) }
        isSaturated = member.traffic.isSaturated(at: now)
        shutOut = member.shutOut
    }

    private enum CodingKeys: String, CodingKey {
        case id, url, kind, state, roles, models, limit, share, breaker
        case inFlight = "in_flight"
        case latencySeconds = "latency_seconds"
        case isSaturated = "saturated"
        case shutOut = "shut_out"
    }
}
