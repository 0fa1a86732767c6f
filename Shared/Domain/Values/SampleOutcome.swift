/// How a sample ended a round, counted over the texts of all its chains.
///
/// **hard**: every chain is complete and neither a response nor a revision
/// passed. Technical failures never make a sample hard (DECISIONS 13).
package enum SampleOutcome: String, Sendable, Hashable, CaseIterable, Codable {
    /// Some task of it is still to be done.
    case running
    /// A task of it is dead, and nothing passed and failed that could be paired.
    case incomplete
    case hard
    /// Every text passed: no pair, and not hard.
    case allPassed = "all_passed"
    /// Some texts passed and some failed: it can make pairs.
    case mixed
}
