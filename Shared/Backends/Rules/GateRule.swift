import Domain

/// Decides whether an adapter acts and leaves the model whole (BACKENDS §7).
enum GateRule {
    /// One prompt's answers: the base twice, then the adapter.
    struct Comparison: Sendable {
        let base: GateAnswer
        let again: GateAnswer
        let adapter: GateAnswer

        var noise: Double { base.distance(to: again) }
        var difference: Double { base.distance(to: adapter) }
        /// The adapter's text is none any more, and the base's is one.
        var isBroken: Bool {
            TextProfile(adapter.text).isDegenerate && !TextProfile(base.text).isDegenerate
        }
    }

    /// Below this a difference is none, in nats.
    static let floor = 1e-3

    /// Counts the answers that differ by more than ten times the base's own noise.
    static func figures(of comparisons: [Comparison]) -> GateFigures {
        let noise = comparisons.map(\.noise).filter(\.isFinite).max() ?? 0
        let threshold = max(floor, 10 * noise)
        let differences = comparisons.map(\.difference).sorted()
        let tellsProbabilities = comparisons.allSatisfy { $0.base.tokens != nil && $0.adapter.tokens != nil }
        return GateFigures(
            prompts: comparisons.count,
            // A prompt the base itself answers in other words tells nothing.
            differing: comparisons.count { $0.noise.isFinite && $0.difference > threshold },
            noise: noise,
            median: tellsProbabilities && !differences.isEmpty ? differences[differences.count / 2] : nil,
            degenerate: comparisons.count(where: \.isBroken))
    }
}
