/// Which pairs of a round `LengthBalance` strikes, decided one by one.
///
/// Pairs of the lengths at the edge are struck as they come, so ask about the
/// pairs in a fixed order.
package struct LengthCut: Sendable {
    /// The mean gap that remains, as a share of the mean rejected length.
    package let meanGap: Double
    /// Whether what remains is balanced as far as was asked.
    package let isReached: Bool
    private let last: LengthBalance.Lengths?
    private var remaining: Int

    init(
        last: LengthBalance.Lengths?, remaining: Int, _ totals: LengthBalance.Totals,
        _ rule: PairFilterRules.LengthBalance
    ) {
        self.last = last
        self.remaining = remaining
        meanGap = totals.rejected == 0 ? 0 : Double(totals.gap) / Double(totals.rejected)
        isReached = totals.isBalanced(rule)
    }

    /// Whether this pair is struck; each pair is asked about once.
    package mutating func strikes(_ lengths: LengthBalance.Lengths) -> Bool {
        guard let last else { return false }
        if lengths == last {
            remaining -= 1
            return remaining >= 0
        }
        return lengths.isStruckBefore(last)
    }
}
