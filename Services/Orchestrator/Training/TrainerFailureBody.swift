import Foundation

/// The body of a trainer's error: OpenAI's object, or plain text.
struct TrainerFailureBody: Decodable {
    private struct Failure: Decodable {
        var message: String?
        var code: String?
    }

    private var error: Failure

    /// The words of an error, at most 2 KB of them.
    static func words(in body: [UInt8]) -> String {
        // Any other shape is shown as it came.
        if let error = (try? JSONDecoder().decode(Self.self, from: Foundation.Data(body)))?.error {
            return [error.code, error.message].compactMap(\.self).joined(separator: ": ")
        }
        let text = String(decoding: body.prefix(2048), as: UTF8.self)
        return text.isEmpty ? "no words" : text
    }
}
