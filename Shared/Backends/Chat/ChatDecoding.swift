import Contracts
import Foundation

/// Reads what backends reply, in every shape they were seen to use (TRAINING §4).
enum ChatDecoding {
    struct Failure: Error { let reason: String }

    /// A reply with at least one choice; its text may be missing, which is an empty one.
    static func reply(_ body: [UInt8]) throws(Failure) -> ChatReply {
        guard let reply = decoded(ChatReply.self, body) else {
            throw Failure(reason: "the reply is no chat completion: \(errorText(body))")
        }
        guard !reply.choices.isEmpty else { throw Failure(reason: "the reply has no choices") }
        return reply
    }

    /// What `GET /v1/models` lists.
    static func models(_ body: [UInt8]) throws(Failure) -> ModelList {
        guard let list = decoded(ModelList.self, body) else {
            throw Failure(reason: "the reply is no list of models: \(errorText(body))")
        }
        return list
    }

    /// The words of an error: OpenAI's object, a string, a detail, or plain text.
    ///
    /// 2 KB are kept, and nothing of an image that a server repeats.
    static func errorText(_ body: [UInt8]) -> String {
        let words =
            decoded(ErrorBody.self, body)?.words ?? String(decoding: body.prefix(limit), as: UTF8.self)
        let text = String(decoding: withoutImages(words).utf8.prefix(limit), as: UTF8.self)
        return text.isEmpty ? "no words" : text
    }

    /// Whether vLLM no longer has the image whose uuid alone was sent.
    static func isCacheMiss(_ body: [UInt8]) -> Bool {
        errorText(body).lowercased().contains("cache miss")
    }

    private static let limit = 2048

    private static func withoutImages(_ words: String) -> String {
        words.replacing(/base64,[A-Za-z0-9+\/=_-]+/, with: "base64,…")
    }

    /// Any failure means one thing here: the body has another shape.
    private static func decoded<T: Decodable>(_ type: T.Type, _ body: [UInt8]) -> T? {
        try? JSONDecoder().decode(type, from: Data(body))
    }
}
