/// What a round has made so far; provisional until it is closed.
package struct RoundYield: Sendable, Codable, Hashable {
    package var samples: Int64
    /// Samples with a winner and a loser; a filter may still have struck every pair of one.
    package var withPairs: Int64
    package var allPassed: Int64
    package var hard: Int64
    package var incomplete: Int64
    package var running: Int64
    /// Preference pairs that are not excluded.
    package var pairs: Int64
    package var feedbackPairs: Int64
    package var excluded: Int64

    package init(
        samples: Int64 = 0, withPairs: Int64 = 0, allPassed: Int64 = 0, hard: Int64 = 0,
        incomplete: Int64 = 0, running: Int64 = 0, pairs: Int64 = 0, feedbackPairs: Int64 = 0,
        excluded: Int64 = 0
    ) {
        self.samples = samples
        self.withPairs = withPairs
        self.allPassed = allPassed
        self.hard = hard
        self.incomplete = incomplete
        self.running = running
        self.pairs = pairs
        self.feedbackPairs = feedbackPairs
        self.excluded = excluded
    }

    package enum CodingKeys: String, CodingKey {
        case samples, hard, incomplete, running, pairs, excluded
        case withPairs = "with_pairs"
        case allPassed = "all_passed"
        case feedbackPairs = "feedback_pairs"
    }
}
