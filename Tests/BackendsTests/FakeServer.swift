import Domain
import Contracts
import Curl
import EventLoop
import Foundation
import HTTPServing
import HTTPTypes
import Logging

@testable import Backends

/// A real server on a socket that answers chats by a script.
enum FakeServer {
    typealias Script = @Sendable (ChatRequest) async throws -> Reply

    /// Runs one server per script, and gives a chat client of them to the body.
    static func with<Value: Sendable>(
        _ scripts: [Script], settings: ChatSettings = ChatSettings(),
        _ body: @escaping @Sendable (ChatClient) async throws -> Value
    ) async throws -> Value {
        let loops = try LoopGroup(count: 1)
        let loop = try ReadinessLoop(label: "client")
        let curl = CurlClient(loop: loop)
        let servers = try scripts.map { try server($0, loops: loops) }
        let result = try await withThrowingTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { try await server.run() } }
            let client = await client(of: servers.map { "http://\($0.address)" }, curl, settings)
            let value = try await body(client)
            group.cancelAll()
            return value
        }
        await curl.shutDown()
        await loop.stop()
        await loops.stop()
        return result
    }

    static func completion(_ text: String) -> Reply {
        .bytes(Recorded.completion(text), type: "application/json")
    }

    private static func server(_ script: @escaping Script, loops: LoopGroup) throws -> HTTPServer {
        var router = Router()
        router.on(.get, "/v1/models") { _ in
            .bytes(Recorded.models(["m"]), type: "application/json")
        }
        router.on(.post, "/v1/chat/completions", limits: .inference) { request in
            let bytes = try await request.body.collect(upTo: 1 << 20)
            return try await script(JSONDecoder().decode(ChatRequest.self, from: Data(bytes)))
        }
        return try HTTPServer(
            router: router, settings: HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0),
            loops: loops, logger: quiet)
    }

    private static func client(
        of urls: [String], _ curl: CurlClient, _ settings: ChatSettings
    ) async -> ChatClient {
        let pool = BackendPool(settings: settings, logger: quiet)
        let transport = CurlTransport(curl)
        await pool.update(
            urls.enumerated().map { Backend(id: .numbered($0), url: $1) })
        await BackendDiscovery(pool: pool, transport: transport).askDue()
        return ChatClient(pool: pool, transport: transport)
    }

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
