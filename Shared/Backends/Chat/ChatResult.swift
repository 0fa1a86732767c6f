package import Domain

import Contracts

/// What a backend said, and what is recorded with the response.
package struct ChatResult: Sendable, Equatable {
    /// Empty where the reply had none; a refusal's words where it gave only those.
    package let text: String
    package let isRefusal: Bool
    /// `stop`, `length`, or as the server calls it.
    package let finishReason: String?
    package let promptTokens: Int?
    package let completionTokens: Int?
    /// From sending the request that was answered to the last byte.
    package let latency: Duration
    package let backend: BackendID
    /// The adapter or base that was asked for.
    package let model: String
    /// What was asked for and the backend can't be told (BACKENDS §1).
    package let unenforced: [String]

    init(
        _ reply: ChatReply, latency: Duration, backend: BackendID, model: String, unenforced: [String]
    ) {
        let choice = reply.choices.first
        text = choice?.message.content ?? choice?.message.refusal ?? ""
        isRefusal = choice?.message.content == nil && choice?.message.refusal != nil
        finishReason = choice?.finishReason
        promptTokens = reply.usage?.promptTokens
        completionTokens = reply.usage?.completionTokens
        self.latency = latency
        self.backend = backend
        self.model = model
        self.unenforced = unenforced
    }
}
