import EventLoop
import HTTPTypes
import Logging

@testable import HTTPServing

/// A running server and the means to try it.
struct ServedTest {
    let server: HTTPServer

    func client() async throws -> RawClient { try await RawClient(to: server.address) }

    /// Sends a request on a connection of its own and reads the reply.
    func exchange(_ text: String) async throws -> RawReply {
        let client = try await client()
        try await client.send(text)
        let reply = try await client.reply(isHead: text.hasPrefix("HEAD"))
        client.close()
        return reply
    }
}

/// Runs a body with a server on a port of its own, and stops the server.
func withServer(
    loops: Int = 1,
    settings change: (inout HTTPServerSettings) -> Void = { _ in },
    logger: Logger = .quiet,
    routes: (inout Router) -> Void,
    _ body: @Sendable (ServedTest) async throws -> Void
) async throws {
    var router = Router()
    routes(&router)
    var settings = HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0)
    change(&settings)
    let group = try LoopGroup(count: loops)
    let server = try HTTPServer(router: router, settings: settings, loops: group, logger: logger)
    do {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            try await body(ServedTest(server: server))
            server.hasten()
            try await tasks.waitForAll()
        }
    } catch {
        await group.stop()
        throw error
    }
    await group.stop()
}

extension HTTPServerSettings {
    /// Hears clients out for as long as a busy machine may keep them from sending.
    mutating func hearOut() {
        connection.lingering = .seconds(60)
        connection.lingeringIdle = .seconds(60)
        connection.unread = .seconds(60)
    }
}

extension Logger {
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
