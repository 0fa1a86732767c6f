package import Domain

extension RoundState {
    /// Whether a round may go from this state to the next one (DECISIONS 9).
    package func permits(_ next: RoundState) -> Bool {
        successors.contains(next) || (next == .cancelled && !isFinal)
    }

    /// Whether tasks may come (back) into the round: seeding, successors, redrive.
    package var takesWork: Bool { self == .seeding || self == .open }

    private var successors: [RoundState] {
        switch self {
        case .planned: [.training, .seeding]
        case .training: [.awaitingAdapters, .inert, .seeding]
        case .awaitingAdapters: [.training, .inert, .seeding]
        case .inert: [.training, .awaitingAdapters, .seeding]
        case .seeding: [.open]
        case .open: [.closing]
        case .closing: [.closed]
        case .closed, .cancelled: []
        }
    }
}
