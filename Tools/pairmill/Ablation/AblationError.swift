import Domain

/// Why a step could not be measured.
enum AblationError: Error, CustomStringConvertible {
    case notDone(JobID, JobState)
    /// A round waits for a person.
    case stuck(JobID, reason: String)
    /// The final round trained no generator.
    case notTrained(JobID, warnings: [String])
    case samplesRefused(JobID, count: Int)
    case noVerdicts(JobID)

    var description: String {
        switch self {
        case .notDone(let job, let state): "\(job) ended \(state.rawValue)"
        case .stuck(let job, let reason): "\(job) was cancelled, for it waits for a person: \(reason)"
        case .notTrained(let job, let warnings):
            "\(job) trained no generator on its pairs: "
                + (warnings.isEmpty ? "no reason is known" : warnings.joined(separator: "; "))
                + "; more --samples give more pairs, --set training.min_pairs=… asks for fewer"
        case .samplesRefused(let job, let count): "\(job) refused \(count) samples"
        case .noVerdicts(let job): "\(job) has no verdict"
        }
    }
}
