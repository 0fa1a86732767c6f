import Digests
import Domain
import Records

/// What stages would have made of a task.
extension TestMill {
    static let detail = CallDetail(
        role: .generator, model: "m", backend: "b 1", promptHash: SHA256Digest(of: "prompt".utf8),
        sampling: SamplingParameters(temperature: 1, topP: 1, maxTokens: 9), seed: Seed(rawValue: 1), draw: 2,
        imageSHA256: SHA256Digest(of: "image".utf8), tokensIn: 3, tokensOut: 4, latencyMilliseconds: 5)

    func response(
        _ task: TaskID, _ text: String = "A dog.", perturbation: Perturbation? = nil, feedbacks: Int = 2
    ) -> GenerateResult {
        let response = Response(
            task: task, text: text, finishReason: .stop, perturbation: perturbation, detail: Self.detail)
        return GenerateResult(response: response, feedbacks: feedbacks)
    }

    func revision(
        _ task: TaskID, _ text: String = "A cat.", feedback: String = "No dog.", sawReference: Bool = false
    ) -> Revision {
        let feedback = Feedback(
            text: feedback, finishReason: .length, sawReference: sawReference, detail: Self.detail)
        return Revision(task: task, feedback: feedback, text: text, finishReason: .stop, detail: Self.detail)
    }

    /// A verdict by one vote; only compliance holds where it fails.
    func verdict(passes: Bool, reason: String = "seen", feedbacks: Int = 0) -> VerifyResult {
        let holding: Set<Verdict.Dimension> = passes ? Set(Verdict.Dimension.allCases) : [.compliance]
        return verdict(votes: [Vote(holding: holding, reason: reason)], feedbacks: feedbacks)
    }

    func verdict(votes: [Vote], feedbacks: Int = 0) -> VerifyResult {
        guard let verdict = Verdict(votes: votes) else { preconditionFailure("a verdict needs a vote") }
        return VerifyResult(verdict: verdict, detail: Self.detail, feedbacks: feedbacks)
    }
}
