/// What the generator said to a sample's instruction: r of the method.
package struct Response: Sendable, Hashable {
    /// Its generate task; says job, round, sample and slot.
    package let task: TaskID
    package let text: String
    package let finishReason: FinishReason
    /// What was done to the image first; nil for a normal slot.
    package let perturbation: Perturbation?
    /// Whether the generator was shown the reference (reference-guided sampling).
    package let sawReference: Bool
    package let detail: CallDetail

    package init(
        task: TaskID, text: String, finishReason: FinishReason, perturbation: Perturbation? = nil,
        sawReference: Bool = false, detail: CallDetail
    ) {
        self.task = task
        self.text = text
        self.finishReason = finishReason
        self.perturbation = perturbation
        self.sawReference = sawReference
        self.detail = detail
    }
}
