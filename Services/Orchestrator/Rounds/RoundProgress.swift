import Domain

/// Where one round is, as the database keeps it.
struct RoundProgress: Sendable, Hashable {
    var state = RoundState.planned
    /// What it made; nil before it is closed.
    var result: RoundResult?
}
