/// How the samples of a job ended; the last four add up to `all` once it is done.
package struct SampleCounts: Sendable, Codable, Hashable {
    package var all: Int64
    /// With a winner and a loser in a round; a filter may still have struck every pair of one.
    package var withPairs: Int64
    package var allPassed: Int64
    package var hard: Int64
    package var incomplete: Int64

    package init(
        all: Int64 = 0, withPairs: Int64 = 0, allPassed: Int64 = 0, hard: Int64 = 0, incomplete: Int64 = 0
    ) {
        self.all = all
        self.withPairs = withPairs
        self.allPassed = allPassed
        self.hard = hard
        self.incomplete = incomplete
    }

    package enum CodingKeys: String, CodingKey {
        case all, hard, incomplete
        case withPairs = "with_pairs"
        case allPassed = "all_passed"
    }
}
