import Foundation
import HTTPServing

extension Completion {
    /// The completion as a stream: a role, the text, the end, `[DONE]`.
    var events: Reply {
        .stream(type: "text/event-stream") { writer in
            for choice in choices {
                try await writer.write(event(choice.index, Delta(role: "assistant", content: ""), nil))
                try await writer.write(event(choice.index, Delta(content: choice.message.content), nil))
                try await writer.write(event(choice.index, Delta(), choice.finishReason))
            }
            try await writer.write("data: [DONE]\n\n")
        }
    }

    private struct Delta: Encodable {
        var role: String?
        var content: String?
    }

    private struct Chunk: Encodable {
        struct Choice: Encodable {
            var index: Int
            var delta: Delta
            var finishReason: String?
            private enum CodingKeys: String, CodingKey {
                case index, delta
                case finishReason = "finish_reason"
            }
        }
        var id: String
        var object = "chat.completion.chunk"
        var created: Int
        var model: String
        var choices: [Choice]
    }

    private func event(_ index: Int, _ delta: Delta, _ finishReason: String?) throws -> String {
        let chunk = Chunk(
            id: id, created: created, model: model,
            choices: [.init(index: index, delta: delta, finishReason: finishReason)])
        return "data: \(String(decoding: try JSONEncoder().encode(chunk), as: UTF8.self))\n\n"
    }
}
