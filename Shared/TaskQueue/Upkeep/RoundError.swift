package import Domain
/// Why a round was not changed.
package enum RoundError: Error, Sendable, Hashable {
    case unknown(RoundID)
    /// Redriving is for rounds that still take work.
    case takesNoWork(RoundID, RoundState)
    case notPermitted(RoundID, from: RoundState, to: RoundState)
}

extension RoundError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let round):
            "\(round) does not exist"
        case .takesNoWork(let round, let state):
            "\(round) is \(state.rawValue) and no longer takes work; "
                + "dead tasks can be redriven while a round is seeding or open"
        case .notPermitted(let round, let state, let next):
            "\(round) is \(state.rawValue) and can't become \(next.rawValue)"
        }
    }
}
