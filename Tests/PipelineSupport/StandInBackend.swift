import Contracts
import Digests
import Domain
import EventLoop
import Foundation
package import HTTPServing
import HTTPTypes
import Images
import Logging

/// A chat server that invents texts out of hashes: the same question has the same reply.
///
/// It stands in for a model where only the machinery around one is tested. Verdicts
/// pass and fail about half and half, by the text they judge.
package struct StandInBackend: Sendable {
    /// How long each reply to a stage takes, so that a test finds work in flight.
    package var latency: Duration
    package static let model = "stand-in"

    package init(latency: Duration = .zero) { self.latency = latency }

    package func register(in router: inout Router) {
        router.on(.get, "/v1/models") { _ in
            try .json(ModelList([.init(id: Self.model, ownedBy: "scene")]))
        }
        router.on(.post, "/v1/chat/completions", limits: .inference) { request in
            let body = try await request.body.collect(upTo: 64 << 20)
            let chat = try JSONDecoder().decode(ChatRequest.self, from: Foundation.Data(body))
            if !Self.isProbe(chat) { try await Task.sleep(for: latency) }
            let text = try Self.reply(to: chat)
            let choice = ChatReply.Choice(index: 0, content: text, finishReason: "stop")
            return try .json(
                ChatReply(
                    model: chat.model, choices: [choice],
                    usage: .init(promptTokens: 100, completionTokens: text.utf8.count / 4)))
        }
    }

    private static func reply(to chat: ChatRequest) throws -> String {
        let prompt = chat.messages.map(\.text).joined(separator: "\n")
        let image = imageBytes(of: chat)
        if isProbe(chat) { return try colour(of: image) }
        if prompt.contains("\"entailment\"") { return verdict(SHA256Digest(of: image + prompt.utf8)) }
        return prose(SHA256Digest(of: image + "\(chat.seed ?? 0) \(prompt)".utf8))
    }

    /// Whether it is only asked if it looks at pictures, as a backend is that joins.
    private static func isProbe(_ chat: ChatRequest) -> Bool {
        chat.messages.contains { $0.text.contains("Which colour is this picture?") }
    }

    private static func imageBytes(of chat: ChatRequest) -> [UInt8] {
        let urls = chat.messages.flatMap(\.parts).compactMap { part in
            if case .imageURL(let url) = part { url } else { nil }
        }
        let payload = urls.first?.split(separator: ",").last.map(String.init) ?? ""
        return Foundation.Data(base64Encoded: payload).map { Array($0) } ?? []
    }

    private static func colour(of image: [UInt8]) throws -> String {
        let pixels = try PixelImage(decoding: image).pixels
        return pixels[0] > pixels[2] ? "red" : "blue"
    }

    private static func verdict(_ digest: SHA256Digest) -> String {
        let passes = digest.bytes[0] % 2 == 0
        return """
            {"reason": "by its hash", "entailment": \(passes), "completeness": true, "consistency": true, \
            "compliance": \(passes || digest.bytes[1] % 2 == 0)}
            """
    }

    /// 18 to 25 words, so that no pair is struck for its lengths.
    private static func prose(_ digest: SHA256Digest) -> String {
        let bytes = digest.bytes
        return bytes.prefix(18 + Int(bytes[31] % 8)).map { words[Int($0) % words.count] }
            .joined(separator: " ")
    }

    private static let words = """
        amber bridge candle desert engine forest garden harbour island jacket kettle lantern meadow needle \
        orchard paper quarry river saddle temple umbrella valley window yellow acorn barrel copper dragon \
        ember feather glacier hammer
        """.split(separator: " ").map(String.init)
}

/// Runs a body while a stand-in serves on a free port of loopback, whose URL the body gets.
package func withStandIn<Value: Sendable>(
    _ backend: StandInBackend, _ body: @Sendable (String) async throws -> Value
) async throws -> Value {
    var router = Router()
    backend.register(in: &router)
    let loops = try LoopGroup(count: 1)
    let server = try HTTPServer(
        router: router, settings: HTTPServerSettings(name: "stand-in", host: "127.0.0.1", port: 0),
        loops: loops, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let result: Result<Value, any Error> = await withTaskGroup { group in
        group.addTask { try? await server.run() }  // It ends by being cancelled.
        let result: Result<Value, any Error>
        do { result = .success(try await body("http://\(server.address)")) } catch {
            result = .failure(error)
        }
        group.cancelAll()
        return result
    }
    await loops.stop()
    return try result.get()
}
