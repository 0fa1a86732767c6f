package import Domain

/// What some samples of a closing round came to; stored together.
package struct PairChunk: Sendable {
    package var pairs: [PairDraft] = []
    package var feedbackPairs: [FeedbackPairDraft] = []
    package var outcomes: [(sample: Int64, outcome: SampleOutcome)] = []
    /// The first sample of the next chunk.
    package var cursor: Int64 = 0

    package init() {}
}
