/// The body of a reply to a chat, with the log-probabilities that `ChatReply` leaves out.
struct Completion: Sendable, Encodable {
    var id: String
    var object = "chat.completion"
    var created: Int
    var model: String
    var choices: [Choice]
    var usage: Usage

    struct Choice: Sendable, Encodable {
        var index: Int
        var message: Message
        var logprobs: LogProbabilities?
        var finishReason: String

        private enum CodingKeys: String, CodingKey {
            case index, message, logprobs
            case finishReason = "finish_reason"
        }
    }

    struct Message: Sendable, Encodable {
        var role = "assistant"
        var content: String
    }

    struct LogProbabilities: Sendable, Encodable {
        struct Token: Sendable, Encodable {
            var token: String
            var logprob: Double
        }
        var content: [Token]
    }

    struct Usage: Sendable, Encodable {
        var promptTokens: Int
        var completionTokens: Int

        private enum Key: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
            case totalTokens = "total_tokens"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(promptTokens, forKey: .promptTokens)
            try container.encode(completionTokens, forKey: .completionTokens)
            try container.encode(promptTokens + completionTokens, forKey: .totalTokens)
        }
    }
}

extension Completion.Choice {
    /// The first `limit` tokens of a reply.
    init(index: Int, tokens: [ReplyToken], limit: Int, withLogProbabilities: Bool) {
        let kept = tokens.prefix(limit)
        self.index = index
        message = Completion.Message(content: kept.map(\.text).joined())
        finishReason = kept.count < tokens.count ? "length" : "stop"
        logprobs =
            withLogProbabilities
            ? .init(content: kept.map { .init(token: $0.text, logprob: $0.logProbability) }) : nil
    }
}
