/// Where a job is in its life.
package enum JobState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Takes samples; nothing runs yet.
    case created
    case running
    /// Nothing new is claimed; leases finish.
    case paused
    case cancelled
    /// Every round is closed.
    case done
}
