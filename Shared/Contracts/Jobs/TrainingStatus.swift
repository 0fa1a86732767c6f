package import Domain

/// One role's training before a round, in the status of its job.
package struct TrainingStatus: Sendable, Codable, Hashable {
    package var role: Role
    package var state: TrainingState
    package var attempt: Int
    /// Pairs it learns from.
    package var pairs: Int64
    package var progress: TrainingProgress
    /// Why it failed, or what it waits for.
    package var reason: String?
    package var adapter: AdapterStatus?

    package init(
        role: Role, state: TrainingState, attempt: Int, pairs: Int64, progress: TrainingProgress,
        reason: String?, adapter: AdapterStatus?
    ) {
        self.role = role
        self.state = state
        self.attempt = attempt
        self.pairs = pairs
        self.progress = progress
        self.reason = reason
        self.adapter = adapter
    }
}

/// An adapter, and what it showed on each backend.
package struct AdapterStatus: Sendable, Codable, Hashable {
    package var name: String
    package var state: AdapterState
    package var reason: String?
    /// What the gates saw, by the backend's id.
    package var canary: [String: GateFigures]
    /// Where it is now.
    package var backends: [Place]

    package init(
        name: String, state: AdapterState, reason: String?, canary: [String: GateFigures],
        backends: [Place]
    ) {
        self.name = name
        self.state = state
        self.reason = reason
        self.canary = canary
        self.backends = backends
    }

    /// An adapter on one backend.
    package struct Place: Sendable, Codable, Hashable {
        package var backend: String
        /// `loaded`, `proven`, `inert` or `refused`.
        package var state: String
        package var reason: String?

        package init(backend: String, state: String, reason: String?) {
            self.backend = backend
            self.state = state
            self.reason = reason
        }
    }
}
