/// The body of `POST /v1/chat/completions`, as far as we and scene-model use it.
///
/// Decodes what any OpenAI client sends; unknown fields are ignored.
package struct ChatRequest: Sendable, Codable, Equatable {
    package var model: String
    package var messages: [ChatMessage]
    package var temperature: Double?
    package var topP: Double?
    package var maxTokens: Int?
    package var n: Int?
    package var seed: UInt64?
    package var stream: Bool?
    package var logprobs: Bool?
    package var responseFormat: ResponseFormat?

    package init(model: String, messages: [ChatMessage]) {
        self.model = model
        self.messages = messages
    }

    package enum CodingKeys: String, CodingKey {
        case model, messages, temperature, n, seed, stream, logprobs
        case topP = "top_p"
        case maxTokens = "max_tokens"
        case responseFormat = "response_format"
    }

    /// Only the kind is read: `text`, `json_object` or `json_schema`.
    package struct ResponseFormat: Sendable, Codable, Equatable {
        package var type: String
        package init(type: String) { self.type = type }
    }
}
