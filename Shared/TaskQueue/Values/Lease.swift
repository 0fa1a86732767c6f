package import Domain

/// The right to work on one task, while its token is in the database.
///
/// The database decides when a lease expires. Its holder trusts it for less:
/// from the moment the claim was *sent*, so that a slow answer cannot stretch
/// it, and until a margin before the end (QUEUE R22).
package struct Lease: Sendable, Hashable {
    package let task: TaskID
    package let token: LeaseToken
    /// From here on another worker may be doing the task.
    package let trustedUntil: ContinuousClock.Instant

    package init(task: TaskID, token: LeaseToken, trustedUntil: ContinuousClock.Instant) {
        self.task = task
        self.token = token
        self.trustedUntil = trustedUntil
    }

    /// Whether the holder may still start something for the task.
    package func isTrusted(at now: ContinuousClock.Instant) -> Bool {
        now < trustedUntil
    }
}
