package import Domain

extension CallEstimate {
    /// One round of one sample: calls of each stage, and the most tokens that may come back.
    package struct Round: Sendable, Codable, Hashable {
        package var round: Int
        /// `all` samples, or the `hard` ones of the round before.
        package var from: RoundPlan.Source
        package var generate: Int
        /// Two calls for each revision: feedback and refinement.
        package var revise: Int
        package var verify: Int
        package var tokensOutAtMost: Int

        package enum CodingKeys: String, CodingKey {
            case round, from, generate, revise, verify
            case tokensOutAtMost = "tokens_out_at_most"
        }
    }

    /// Counts the calls of a specification; an upper bound where only failed responses are revised.
    package init(_ specification: JobSpecification) {
        self.init(rounds: specification.rounds.indices.map { Self.round($0 + 1, of: specification) })
    }

    private static func round(_ number: Int, of specification: JobSpecification) -> Round {
        let sampling = specification.sampling(inRound: number)
        let revision = specification.revision(inRound: number)
        let revisions = sampling.slots * revision.feedbacks
        let verify = (sampling.slots + revisions) * specification.verification.votes
        let tokens =
            sampling.slots * sampling.parameters.maxTokens + 2 * revisions * revision.parameters.maxTokens
            + verify * specification.verification.parameters.maxTokens
        return Round(
            round: number, from: specification.rounds[number - 1].from, generate: sampling.slots,
            revise: 2 * revisions, verify: verify, tokensOutAtMost: tokens)
    }
}
