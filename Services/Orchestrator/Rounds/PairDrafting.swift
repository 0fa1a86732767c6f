import Digests
import Domain
import Records

/// Makes drafts of pairs out of the verified texts of one round's samples.
///
/// The one place where a job's rules meet what the database holds: closing a
/// round and showing provisional pairs select alike.
struct PairDrafting: Sendable {
    private let selection: PairSelection
    private let sampling: SamplingPlan

    init(_ specification: JobSpecification, round: Int) {
        selection = PairSelection(
            specification.pairing, seeds: SeedDerivation(job: specification.seed))
        sampling = specification.sampling(inRound: round)
    }

    /// The preference pairs of one sample, struck ones included.
    func pairs(of texts: [VerifiedText], earlier: [PairTexts] = []) -> [PreferencePair] {
        selection.pairs(among: texts.map(candidate), earlier: earlier)
    }

    /// The feedback pairs of one sample's responses, struck ones included.
    func feedbackPairs(of texts: [VerifiedText]) -> [FeedbackPair] {
        selection.feedbackPairs(among: texts.compactMap(FeedbackCandidate.init))
    }

    /// What one sample ended the round as.
    static func outcome(of texts: [VerifiedText], live: Int = 0, dead: Int = 0) -> SampleOutcome {
        let passed = texts.count(where: \.passes)
        return HardSample(passed: passed, failed: texts.count - passed, live: live, dead: dead).outcome
    }

    private func candidate(_ text: VerifiedText) -> PairCandidate {
        PairCandidate(
            task: text.task, source: source(of: text.task), text: text.text, finishReason: text.finishReason,
            passes: text.passes)
    }

    private func source(of task: TaskID) -> ResponseSource {
        task.step == .generate ? ResponseSource(sampling.kind(ofSlot: task.slot)) : .revised
    }
}

extension FeedbackCandidate {
    /// The feedback behind a revision; nil for a response.
    fileprivate init?(_ text: VerifiedText) {
        guard let feedback = text.feedback, let finish = text.feedbackFinish,
            let promptHash = SHA256Digest(hex: text.promptHash)
        else { return nil }
        self.init(
            task: text.task, text: feedback, finishReason: finish, promptHash: promptHash,
            sawReference: text.sawReference, revisionPasses: text.passes)
    }
}
