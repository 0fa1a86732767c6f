package import Domain

/// One of the two texts of a pair, and where it came from.
package struct PairSide: Sendable, Codable, Hashable {
    package var text: String
    package var source: ResponseSource
    /// Its task, in decimal digits: more than a JSON number holds exactly.
    package var task: String
    package var slot: Int
    package var words: Int
    package var finishReason: FinishReason
    package var model: String
    package var adapter: String
    package var sawReference: Bool
    package var perturbation: Perturbation?
    /// The dimensions its verdict failed; of a feedback, its revision's.
    package var failed: [Verdict.Dimension]

    package init(
        text: String, source: ResponseSource, task: String, slot: Int, words: Int, finishReason: FinishReason,
        model: String, adapter: String = "", sawReference: Bool = false, perturbation: Perturbation? = nil,
        failed: [Verdict.Dimension] = []
    ) {
        self.text = text
        self.source = source
        self.task = task
        self.slot = slot
        self.words = words
        self.finishReason = finishReason
        self.model = model
        self.adapter = adapter
        self.sawReference = sawReference
        self.perturbation = perturbation
        self.failed = failed
    }

    package enum CodingKeys: String, CodingKey {
        case text, source, task, slot, words, model, adapter, perturbation, failed
        case finishReason = "finish_reason"
        case sawReference = "saw_reference"
    }
}
