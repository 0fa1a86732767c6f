/// What one round made, so far.
package struct RoundYieldCount: Sendable, Hashable {
    /// Preference pairs that are not excluded.
    package let pairs: Int64
    /// Feedback pairs that are not excluded and were drawn without a reference.
    package let feedbackPairs: Int64
    /// Samples that stayed hard.
    package let hard: Int64

    package init(pairs: Int64, feedbackPairs: Int64, hard: Int64) {
        self.pairs = pairs
        self.feedbackPairs = feedbackPairs
        self.hard = hard
    }
}
