/// Where a job is; workers claim tasks of running jobs only.
package enum JobState: String, Sendable, Hashable, CaseIterable, Codable {
    case created
    case running
    /// Leases are finished, nothing new is claimed.
    case paused
    case cancelled
    case done
}
