package import Domain

/// What routing knows of one backend at the moment it decides.
package struct RoutingCandidate: Sendable, Equatable {
    package let id: BackendID
    /// Its `max_in_flight`, the same in all services.
    package var weight: Int
    package var isActive = true
    package var roles = Set(Role.allCases)
    /// What it lists and may be asked for; nil until it said.
    package var models: Set<String>?
    package var inFlight = 0
    package var limit: Int
    /// Requests the server itself keeps waiting, as last scraped.
    package var queued = 0
    package var admits = true
    /// Whether a shut one may be tried before its time.
    package var allowsEarlyTrial = true
    /// When an open breaker admits its first trial.
    package var opensUntil: ContinuousClock.Instant?

    package init(id: BackendID, weight: Int, limit: Int, models: Set<String>? = nil) {
        self.id = id
        self.weight = weight
        self.limit = limit
        self.models = models
    }

    var hasRoom: Bool { inFlight < limit }
    var load: Double { Double(inFlight) / Double(limit) }
}
