/// Why a trainer did not do what it was asked.
enum TrainerError: Error, Sendable, Equatable {
    /// It can't be reached, or is not well; it may be back soon.
    case unreachable(String)
    /// It does not know what it was asked about.
    case unknown(String)
    /// It refuses, in its own words: asking again is no use.
    case refused(String)
}

extension TrainerError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let reason): "the trainer can't be reached: \(reason)"
        case .unknown(let reason): "the trainer does not know it: \(reason)"
        case .refused(let reason): "the trainer refuses: \(reason)"
        }
    }
}
