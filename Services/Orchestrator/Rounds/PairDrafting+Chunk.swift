import Domain
import Records

extension PairDrafting {
    /// What some samples of a closing round came to, ready to be stored.
    func chunk(
        of samples: [Int64], _ texts: [VerifiedText], dead: [Int64: Int], earlier: [Int64: [PairTexts]]
    ) -> PairChunk {
        let bySample = Dictionary(grouping: texts, by: \.task.sample)
        var chunk = PairChunk()
        for sample in samples {
            let texts = bySample[sample] ?? []
            chunk.pairs += pairs(of: texts, earlier: earlier[sample] ?? []).map { PairDraft($0) }
            chunk.feedbackPairs += feedbackPairs(of: texts).map { FeedbackPairDraft($0) }
            chunk.outcomes.append((sample, Self.outcome(of: texts, dead: dead[sample] ?? 0)))
        }
        chunk.cursor = (samples.last ?? -1) + 1
        return chunk
    }
}

extension PairDraft {
    fileprivate init(_ pair: PreferencePair) {
        self.init(
            id: .make(), sample: pair.chosen.task.sample, chosen: pair.chosen.task,
            rejected: pair.rejected.task, chosenSource: pair.chosen.source,
            rejectedSource: pair.rejected.source, chosenWords: pair.chosenWords,
            rejectedWords: pair.rejectedWords, excluded: pair.excluded?.rawValue)
    }
}

extension FeedbackPairDraft {
    fileprivate init(_ pair: FeedbackPair) {
        self.init(
            id: .make(), sample: pair.response.sample, response: pair.response, chosen: pair.chosen.task,
            rejected: pair.rejected.task, sawReference: pair.sawReference, excluded: pair.excluded?.rawValue)
    }
}
