import Domain

/// Why the demo brought no result.
enum DemoError: Error, CustomStringConvertible {
    case notDone(JobID, JobState)

    var description: String {
        switch self {
        case .notDone(let job, let state): "\(job) ended \(state.rawValue)"
        }
    }
}
