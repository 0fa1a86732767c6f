/// Decides which texts of one sample and round become preference pairs (FORMATS.md §5).
///
/// Winners meet losers in an order of seeded hashes with their sources taken in
/// turn. Each meeting goes through the filters; the first that strikes stays on
/// the pair as `excluded`. The result depends on neither the order of the input
/// nor the number of the job.
package struct PairSelection: Sendable {
    private let rules: PairingRules
    private let filters: PairFilters
    private let seeds: SeedDerivation

    package init(_ rules: PairingRules, seeds: SeedDerivation) {
        self.rules = rules
        filters = PairFilters(rules: rules.filters)
        self.seeds = seeds
    }

    /// The pairs of one sample in one round, in the order they were considered.
    ///
    /// `earlier`: what the sample's earlier rounds kept; the cap counts them.
    package func pairs(among candidates: [PairCandidate], earlier: [PairTexts] = []) -> [PreferencePair] {
        let order = PairingOrder(seeds: seeds)
        let winners = order.inTurn(candidates.filter(\.passes), [.revised, .normal, .contrastive])
        let losers = order.inTurn(candidates.filter { !$0.passes }, [.contrastive, .normal, .revised])
        var walk = PairWalk(rules: rules, filters: filters, earlier: earlier)
        for (winner, loser) in Meetings(winners.count, losers.count) {
            walk.consider(winners[winner], losers[loser])
            if walk.isOver { break }
        }
        return walk.pairs
    }

    /// The feedback pairs of any number of responses.
    package func feedbackPairs(among candidates: [FeedbackCandidate]) -> [FeedbackPair] {
        let groups = Dictionary(grouping: candidates) {
            FeedbackGroup(
                response: $0.task.at(.generate), promptHash: $0.promptHash, sawReference: $0.sawReference)
        }
        let pairs = groups.keys.sorted { $0.response.rawValue < $1.response.rawValue }
            .flatMap { feedbackPairs(ofOne: groups[$0] ?? []) }
        return pairs
    }

    private func feedbackPairs(ofOne candidates: [FeedbackCandidate]) -> [FeedbackPair] {
        let order = PairingOrder(seeds: seeds)
        let winners = order.sorted(candidates.filter(\.revisionPasses), by: \.task).map(profiled)
        let losers = order.sorted(candidates.filter { !$0.revisionPasses }, by: \.task).map(profiled)
        var kept = 0
        return Meetings(winners.count, losers.count).prefix(8 * rules.maxFeedbackPairsPerResponse).map {
            let (chosen, rejected) = (winners[$0.0], losers[$0.1])
            let isFull = kept == rules.maxFeedbackPairsPerResponse
            let struck = filters.strike(chosen: chosen.side, rejected: rejected.side) ?? (isFull ? .cap : nil)
            if struck == nil { kept += 1 }
            return FeedbackPair(chosen: chosen.feedback, rejected: rejected.feedback, excluded: struck)
        }
    }

    private func profiled(
        _ feedback: FeedbackCandidate
    ) -> (feedback: FeedbackCandidate, side: PairFilters.Side) {
        let isTruncated = feedback.finishReason == .length
        return (feedback, .init(profile: TextProfile(feedback.text), isTruncated: isTruncated))
    }
}
