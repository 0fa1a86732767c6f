import EventLoop
import HTTPTypes
import Logging

@testable import HTTPServing

/// A running server and a loop for the clients that try it.
struct ServedTest {
    let server: HTTPServer
    let loop: ReadinessLoop

    func client() async throws -> RawClient { try await RawClient(to: server.address, loop: loop) }

    /// Sends a request on a connection of its own and reads the reply.
    func exchange(_ text: String) async throws -> RawReply {
        let client = try await client()
        try await client.send(text)
        let reply = try await client.reply(isHead: text.hasPrefix("HEAD"))
        await client.close()
        return reply
    }
}

/// Runs a body with a server on a port of its own, and stops the server.
func withServer(
    loops: Int = 1,
    settings change: (inout HTTPServerSettings) -> Void = { _ in },
    routes: (inout Router) -> Void,
    _ body: @Sendable (ServedTest) async throws -> Void
) async throws {
    var router = Router()
    routes(&router)
    var settings = HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0)
    change(&settings)
    let group = try LoopGroup(count: loops)
    let own = try ReadinessLoop(label: "client")
    let server = try HTTPServer(router: router, settings: settings, loops: group, logger: .quiet)
    do {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            try await body(ServedTest(server: server, loop: own))
            server.hasten()
            try await tasks.waitForAll()
        }
    } catch {
        await group.stop()
        await own.stop()
        throw error
    }
    await group.stop()
    await own.stop()
}

extension Logger {
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
