import Domain

/// The pairs a job with stub stages must come to, computed without a cluster.
struct StubPairs: Sendable {
    /// By the places of its two texts, the same in every job.
    struct Pair: Sendable, Hashable {
        let chosen: Int64
        let rejected: Int64
    }

    let specification: JobSpecification

    func pairs(samples: Int) -> Set<Pair> {
        let selection = PairSelection(
            specification.pairing, seeds: SeedDerivation(job: specification.seed))
        var pairs: Set<Pair> = []
        for sample in 0..<Int64(samples) {
            for round in StubResults.isHard(sample: sample) ? [1, 2] : [1] {
                for pair in selection.pairs(among: candidates(of: sample, round)) {
                    pairs.insert(
                        Pair(chosen: pair.chosen.task.withoutJob, rejected: pair.rejected.task.withoutJob))
                }
            }
        }
        return pairs
    }

    /// Every text of a sample in a round with its verdict.
    private func candidates(of sample: Int64, _ round: Int) -> [PairCandidate] {
        let sampling = specification.sampling(inRound: round)
        let feedbacks = specification.revision(inRound: round).feedbacks
        return (0..<(sampling.normal + sampling.contrastive)).flatMap { slot in
            let steps: [TaskID.Step] = [.generate] + (1...feedbacks).map { .revise(feedback: $0) }
            return steps.map { step in
                let task = TaskID(job: 1, round: round, sample: sample, slot: slot, step: step)
                return PairCandidate(
                    task: task,
                    source: step == .generate ? ResponseSource(sampling.kind(ofSlot: slot)) : .revised,
                    text: StubResults.text(of: task), finishReason: .stop,
                    passes: StubResults.vote(on: task).passes)
            }
        }
    }
}
