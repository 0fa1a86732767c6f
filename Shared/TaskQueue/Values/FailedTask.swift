package import Domain

/// A task about to be given back.
package struct FailedTask: Sendable, Hashable {
    /// Longer reasons are cut: they are for people.
    static let longestReason = 2_000

    package let id: TaskID
    package let token: LeaseToken
    package let failure: TaskFailure
    /// How long the task waits, drawn once so that re-sending repeats it.
    package let delay: Duration

    package init(id: TaskID, token: LeaseToken, failure: TaskFailure, delay: Duration) {
        self.id = id
        self.token = token
        self.failure = failure
        self.delay = delay
    }

    /// The reason as PostgreSQL takes it: without NUL, and not endless (QUEUE R19).
    package var reason: String {
        String(
            failure.reason.unicodeScalars.lazy.filter { $0.value != 0 }.prefix(Self.longestReason)
                .map(Character.init))
    }
}
