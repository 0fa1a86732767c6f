/// Where a round is; only `seeding` and `open` rounds take work (DECISIONS 9).
///
///     planned → training → (awaiting_adapters | inert) → seeding → open → closing → closed
///
/// A round that does not train goes from planned to seeding. Everything but a
/// closed round can be cancelled.
package enum RoundState: String, Sendable, Hashable, CaseIterable, Codable {
    case planned
    case training
    /// Trained; the adapters are not proven on the backends yet.
    case awaitingAdapters = "awaiting_adapters"
    /// An adapter changed nothing; the round waits and says why.
    case inert
    /// Tasks are being made, lazily.
    case seeding
    /// Every task is made; waiting for the last to end.
    case open
    /// Nothing is live any more; pairs and the hard set are being made.
    case closing
    case closed
    case cancelled
}

extension RoundState {
    /// Whether a round may go from this state to the next one.
    package func permits(_ next: RoundState) -> Bool {
        successors.contains(next) || (next == .cancelled && !isFinal)
    }

    /// Whether nothing follows any more.
    package var isFinal: Bool { self == .closed || self == .cancelled }

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
