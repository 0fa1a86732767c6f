/// What verification found: four dimensions, and v computed from them by us.
///
/// With several votes the majority of their v decides and a tie fails. The
/// verdict then shows what the deciding votes agree on: a dimension holds if
/// every one of them says so. So v = 1 exactly where all four hold (ours).
package struct Verdict: Sendable, Hashable {
    /// One of the four questions a verdict answers (arXiv 2503.20309 §3.3).
    package enum Dimension: String, Sendable, Hashable, CaseIterable, Codable {
        /// The reference follows from the response.
        case entailment
        /// No critical detail is missing.
        case completeness
        /// Nothing contradicts the reference.
        case consistency
        /// The response follows the instruction.
        case compliance
    }

    /// The votes behind it, at least one, in the order they were drawn.
    package let votes: [Vote]

    /// Takes the votes; nil without any, for no vote is no verdict.
    package init?(votes: [Vote]) {
        guard !votes.isEmpty else { return nil }
        self.votes = votes
    }

    /// v of the method: more than half of the votes pass.
    package var passes: Bool { 2 * votes.count(where: \.passes) > votes.count }

    /// The dimensions that hold.
    package var holding: Set<Dimension> {
        deciding.reduce(Set(Dimension.allCases)) { $0.intersection($1.holding) }
    }

    /// The dimensions that failed, in the order of `Dimension`.
    package var failed: [Dimension] { Dimension.allCases.filter { !holding.contains($0) } }

    /// The share of votes that came to the same v as the verdict.
    package var agreement: Double { Double(deciding.count) / Double(votes.count) }

    private var deciding: [Vote] { votes.filter { $0.passes == passes } }
}
