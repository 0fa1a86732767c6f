/// The critical deficiencies of a response, as the reviser sees them: fb of the method.
package struct Feedback: Sendable, Hashable {
    package let text: String
    package let finishReason: FinishReason
    /// Whether the reviser was shown the reference (a reference-guided round).
    package let sawReference: Bool
    package let detail: CallDetail

    package init(text: String, finishReason: FinishReason, sawReference: Bool = false, detail: CallDetail) {
        self.text = text
        self.finishReason = finishReason
        self.sawReference = sawReference
        self.detail = detail
    }
}
