/// Every winner with every loser, each once, and those that met least go first.
///
/// Runs along the diagonals: first winner and first loser, second and second, …;
/// so the first pairs share as few texts as possible.
struct Meetings: Sequence, IteratorProtocol {
    private let winnersLead: Bool
    private let longer: Int
    private let shorter: Int
    private var shift = 0
    private var step = 0

    init(_ winners: Int, _ losers: Int) {
        winnersLead = winners >= losers
        longer = Swift.max(winners, losers)
        shorter = Swift.min(winners, losers)
    }

    mutating func next() -> (Int, Int)? {
        guard shift < shorter else { return nil }
        defer { (shift, step) = step + 1 == longer ? (shift + 1, 0) : (shift, step + 1) }
        let other = (step + shift) % shorter
        return winnersLead ? (step, other) : (other, step)
    }
}
