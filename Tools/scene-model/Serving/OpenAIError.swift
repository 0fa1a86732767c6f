import HTTPServing
import HTTPTypes

/// An error as vLLM words it: `{"error": {message, type, param, code}}`.
struct OpenAIError: Error, Sendable, Equatable {
    let status: Int
    let type: String
    let message: String
    /// The member of the request that is wrong, as a JSON pointer.
    var param: String?

    static func badRequest(_ message: String) -> OpenAIError {
        OpenAIError(status: 400, type: "BadRequestError", message: message)
    }

    static func notFound(_ message: String) -> OpenAIError {
        OpenAIError(status: 404, type: "NotFoundError", message: message)
    }

    static func unavailable(_ message: String) -> OpenAIError {
        OpenAIError(status: 503, type: "ServiceUnavailableError", message: message)
    }

    /// The error as a reply.
    var reply: Reply {
        let content = Content(error: .init(message: message, type: type, param: param, code: status))
        // Strings and a number always encode.
        return (try? Reply.json(content, status: .init(code: status))) ?? Reply(status: .init(code: status))
    }

    private struct Content: Encodable {
        struct Fault: Encodable {
            var message: String
            var type: String
            var param: String?
            var code: Int
            private enum Key: String, CodingKey { case message, type, param, code }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(message, forKey: .message)
                try container.encode(type, forKey: .type)
                try container.encode(param, forKey: .param)
                try container.encode(code, forKey: .code)
            }
        }
        var error: Fault
    }
}
