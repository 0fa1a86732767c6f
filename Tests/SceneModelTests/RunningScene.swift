import Curl
import EventLoop
import Foundation
import HTTPServing
import Images
import Logging

@testable import scene_model

/// A serving scene-model on a free port, and a client of it.
struct RunningScene: Sendable {
    let url: String
    let chat: ChatServer
    let client: CurlClient

    /// Serves for as long as the body runs; trains only with settings for that.
    static func serving(
        _ settings: ServeSettings = .quick, training: TrainerSettings? = nil,
        _ body: @Sendable (RunningScene) async throws -> Void
    ) async throws {
        let chat = ChatServer(settings)
        let trainer = training.map {
            Trainer(
                $0, base: settings.model,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        }
        await trainer?.open()
        var router = Router()
        SceneRoutes(server: chat).register(in: &router)
        if let trainer { TrainerRoutes(trainer: trainer).register(in: &router) }
        let loops = try LoopGroup(count: 2)
        let http = try HTTPServer(
            router: router, settings: HTTPServerSettings(name: "scene-model", host: "127.0.0.1", port: 0),
            loops: loops, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let running = RunningScene(
            url: "http://\(http.address)", chat: chat, client: CurlClient(loop: loops.next()))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await http.run() }
            if let trainer { group.addTask { await trainer.run() } }
            defer { group.cancelAll() }
            try await body(running)
        }
        await loops.stop()
    }

    func post(_ path: String, _ body: String, deadline: Duration = .seconds(20)) async throws -> CurlReply {
        try await client.send(
            CurlRequest(
                "POST", url + path, fields: [("Content-Type", "application/json")], body: Array(body.utf8),
                deadline: deadline))
    }

    /// A chat about a picture; `extra` are more members, each with a comma before.
    func ask(
        _ instruction: String, about picture: PixelImage, model: String = "scene-1", extra: String = "",
        deadline: Duration = .seconds(20)
    ) async throws -> CurlReply {
        let image = Foundation.Data(try picture.png(compression: 1)).base64EncodedString()
        return try await post(
            "/v1/chat/completions",
            """
            {"model": "\(model)", "messages": [{"role": "user", "content": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,\(image)"}},
              {"type": "text", "text": "<instruction>\(instruction)</instruction>"}]}]\(extra)}
            """, deadline: deadline)
    }
}

extension ServeSettings {
    /// Without latency.
    static var quick: ServeSettings {
        var settings = ServeSettings()
        settings.latency = LatencyRange(mean: .zero)
        return settings
    }

    static func failing(_ fault: Fault) -> ServeSettings {
        var settings = quick
        settings.faults = FaultPlan(rates: [fault: 1])
        return settings
    }
}

/// Parts of a reply that tests look at.
struct SeenReply: Decodable {
    struct Choice: Decodable {
        struct Message: Decodable { var content: String }
        struct Probabilities: Decodable {
            struct Token: Decodable {
                var token: String
                var logprob: Double
            }
            var content: [Token]
        }
        var message: Message
        var finish_reason: String
        var logprobs: Probabilities?
    }
    var choices: [Choice]

    init(_ reply: CurlReply) throws {
        self = try JSONDecoder().decode(Self.self, from: Foundation.Data(reply.body))
    }
}
