/// Why a whole upload of samples is refused.
enum IntakeRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The job has started, or is gone: its samples are counted (DECISIONS 11).
    case takesNoSamples

    var description: String {
        "the job takes no samples any more: they are taken until it starts; create another job for more"
    }
}
