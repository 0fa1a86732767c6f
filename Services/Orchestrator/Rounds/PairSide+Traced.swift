import Contracts
import Domain
import Records

extension PairSide {
    /// A response or revision as one side of a preference pair.
    init(_ text: TracedText, source: ResponseSource) {
        self.init(
            text: text.text, source: source, task: String(text.task.rawValue), slot: text.task.slot,
            words: Words.count(in: text.text), finishReason: text.finishReason, model: text.detail.model,
            adapter: text.detail.adapter, sawReference: text.sawReference, perturbation: text.perturbation,
            failed: text.verdict?.failed ?? [])
    }

    /// The feedback behind a revision as one side of a feedback pair.
    init?(feedbackOf text: TracedText) {
        guard let feedback = text.feedback else { return nil }
        self.init(
            text: feedback.text, source: .revised, task: String(text.task.rawValue), slot: text.task.slot,
            words: Words.count(in: feedback.text), finishReason: feedback.finishReason,
            model: feedback.detail.model, adapter: feedback.detail.adapter,
            sawReference: feedback.sawReference, failed: text.verdict?.failed ?? [])
    }
}
