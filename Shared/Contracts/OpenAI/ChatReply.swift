/// The raw message of a backend to one `ChatRequest`.
///
/// Servers differ (TRAINING.md §4): count the choices, ignore extra fields and nulls.
package struct ChatReply: Sendable, Codable, Equatable {
    package var id: String?
    package var object: String?
    package var created: Int?
    package var model: String?
    package var choices: [Choice]
    package var usage: Usage?

    package init(model: String, choices: [Choice], usage: Usage?) {
        self.object = "chat.completion"
        self.model = model
        self.choices = choices
        self.usage = usage
    }

    package struct Choice: Sendable, Codable, Equatable {
        package var index: Int?
        package var message: Message
        package var finishReason: String?
        /// Where the request asked for them and the server gives them.
        package var logProbabilities: LogProbabilities?

        package init(index: Int, content: String, finishReason: String) {
            self.index = index
            self.message = Message(role: "assistant", content: content)
            self.finishReason = finishReason
        }

        package enum CodingKeys: String, CodingKey {
            case index, message
            case finishReason = "finish_reason"
            case logProbabilities = "logprobs"
        }
    }

    package struct LogProbabilities: Sendable, Codable, Equatable {
        package var content: [Token]?

        package struct Token: Sendable, Codable, Equatable {
            package var token: String
            package var logprob: Double
        }
    }

    package struct Message: Sendable, Codable, Equatable {
        package var role: String?
        package var content: String?
        package var refusal: String?

        package init(role: String, content: String) {
            self.role = role
            self.content = content
        }
    }

    package struct Usage: Sendable, Codable, Equatable {
        package var promptTokens: Int?
        package var completionTokens: Int?

        package init(promptTokens: Int, completionTokens: Int) {
            self.promptTokens = promptTokens
            self.completionTokens = completionTokens
        }

        package enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }
}
