import Foundation
import HTTPServing
import HTTPTypes
import Lifecycle

/// The routes of the embedded backend, in vLLM's shapes.
struct SceneRoutes: Sendable {
    let server: ChatServer

    func register(in router: inout Router) {
        router.on(.post, "/v1/chat/completions", limits: .inference) { request in
            try await server.answer(try await request.body.collect(upTo: 64 << 20))
        }
        router.on(.get, "/v1/models") { _ in try .json(server.shelf.models) }
        router.on(.post, "/v1/load_lora_adapter") { request in
            await change(request) { (call) throws(OpenAIError) in
                guard let path = call.path else { throw .badRequest("lora_path must be given.") }
                return try server.shelf.load(call.name, from: path)
            }
        }
        router.on(.post, "/v1/unload_lora_adapter") { request in
            await change(request) { (call) throws(OpenAIError) in try server.shelf.unload(call.name) }
        }
        router.on(.get, "/health") { _ in Reply() }
        router.on(.get, "/requests") { request in
            let count = request.query["limit"].flatMap { Int($0) } ?? 100
            return try .json(server.log.last(max(0, min(count, 10_000))))
        }
        ProcessRoutes(
            name: "scene-model", version: ProcessVersion.current, metrics: { server.metrics },
            readiness: { [] }
        ).register(in: &router)
    }

    /// The body of the two calls that change adapters.
    private struct AdapterCall: Decodable {
        var name: String
        var path: String?

        private enum CodingKeys: String, CodingKey {
            case name = "lora_name"
            case path = "lora_path"
        }
    }

    private func change(
        _ request: Request, _ body: (AdapterCall) throws(OpenAIError) -> String
    ) async -> Reply {
        do {
            let bytes = try await request.body.collect(upTo: 1 << 20)
            let call = try JSONDecoder().decode(AdapterCall.self, from: Foundation.Data(bytes))
            return .text(try body(call))
        } catch let error as OpenAIError {
            return error.reply
        } catch {
            return OpenAIError.badRequest("The request can't be read: \(error)").reply
        }
    }
}
