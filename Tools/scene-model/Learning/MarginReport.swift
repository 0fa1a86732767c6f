/// How much likelier the chosen texts are than the rejected ones, before and after a training.
struct MarginReport: Sendable, Hashable {
    /// Means over the training pairs.
    struct Side: Sendable, Hashable {
        /// log p(chosen) − log p(rejected).
        var margin: Double
        /// How often the chosen text is the likelier.
        var accuracy: Double
    }

    let before: Side
    let after: Side
    let pairs: Int

    init(_ pairs: [DPOPair], before: Weights, after: Weights) {
        self.before = Self.side(pairs, before)
        self.after = Self.side(pairs, after)
        self.pairs = pairs.count
    }

    private static func side(_ pairs: [DPOPair], _ weights: Weights) -> Side {
        let margins = pairs.map { $0.margin(under: weights) }
        let count = Double(max(margins.count, 1))
        return Side(
            margin: margins.reduce(0, +) / count, accuracy: Double(margins.count { $0 > 0 }) / count)
    }
}
