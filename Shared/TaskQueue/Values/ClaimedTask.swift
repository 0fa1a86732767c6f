package import Domain

/// A task somebody holds, with what the two budgets have used so far.
package struct ClaimedTask: Sendable, Hashable {
    package let lease: Lease
    /// The task's own failures; it dies at `QueueSettings.maxAttempts` (QUEUE R18).
    package let attempt: Int
    /// Leases lost with their worker; it dies at `QueueSettings.maxCrashes`.
    package let crashes: Int

    package init(lease: Lease, attempt: Int, crashes: Int) {
        self.lease = lease
        self.attempt = attempt
        self.crashes = crashes
    }

    package var id: TaskID { lease.task }
}
