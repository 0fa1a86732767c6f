/// Strikes the pairs with the longest lead of the chosen text until a round is balanced.
///
/// Two passes, so that a round of any size streams: `count` every kept pair, ask
/// for the `cut`, then let it decide pair by pair in a fixed order. Memory grows
/// with the number of different lengths, not with the number of pairs.
package struct LengthBalance: Sendable {
    /// The lengths of the two sides, in words.
    package struct Lengths: Sendable, Hashable {
        package let chosen: Int
        package let rejected: Int

        package init(chosen: Int, rejected: Int) {
            self.chosen = chosen
            self.rejected = rejected
        }

        var gap: Int { chosen - rejected }

        /// The order of striking: the longest lead first, then the shortest rejected text.
        func isStruckBefore(_ other: Lengths) -> Bool { (-gap, rejected) < (-other.gap, other.rejected) }
    }

    private let rule: PairFilterRules.LengthBalance
    private var counts: [Lengths: Int] = [:]

    package init(_ rule: PairFilterRules.LengthBalance) { self.rule = rule }

    /// Adds kept pairs of the same lengths.
    package mutating func count(_ lengths: Lengths, pairs: Int = 1) {
        counts[lengths, default: 0] += pairs
    }

    /// What to strike; nothing where the filter is off.
    package func cut() -> LengthCut {
        var totals = Totals(counts)
        guard rule.on else { return LengthCut(last: nil, remaining: 0, totals, rule) }
        var allowed = Int(rule.atMost * Double(totals.pairs))
        for lengths in counts.keys.sorted(by: { $0.isStruckBefore($1) }) {
            let struck = totals.strike(lengths, upTo: min(counts[lengths] ?? 0, allowed), rule)
            allowed -= struck
            if struck < counts[lengths] ?? 0 {
                return LengthCut(last: lengths, remaining: struck, totals, rule)
            }
        }
        return LengthCut(last: nil, remaining: 0, totals, rule)
    }

    /// Sums over the pairs that are left.
    struct Totals {
        private(set) var pairs = 0
        private(set) var gap = 0
        private(set) var rejected = 0

        init(_ counts: [Lengths: Int]) {
            for (lengths, count) in counts { add(lengths, count) }
        }

        func isBalanced(_ rule: PairFilterRules.LengthBalance) -> Bool {
            Double(gap) <= rule.meanGap * Double(rejected)
        }

        /// Strikes one pair after the other until balanced; says how many.
        mutating func strike(
            _ lengths: Lengths, upTo limit: Int, _ rule: PairFilterRules.LengthBalance
        ) -> Int {
            var struck = 0
            while struck < limit && !isBalanced(rule) {
                add(lengths, -1)
                struck += 1
            }
            return struck
        }

        private mutating func add(_ lengths: Lengths, _ count: Int) {
            pairs += count
            gap += count * lengths.gap
            rejected += count * lengths.rejected
        }
    }
}
