package import Domain

/// A text that a one-off call drew, with the prompt it was drawn by.
package struct CallText: Sendable, Codable, Hashable {
    package var text: String
    package var finishReason: FinishReason
    package var prompt: String
    package var detail: CallDetail

    package init(text: String, finishReason: FinishReason, prompt: String, detail: CallDetail) {
        self.text = text
        self.finishReason = finishReason
        self.prompt = prompt
        self.detail = detail
    }

    package enum CodingKeys: String, CodingKey {
        case text, prompt, detail
        case finishReason = "finish_reason"
    }
}
