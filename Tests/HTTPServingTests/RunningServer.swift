import EventLoop
import HTTPTypes
import Logging
import Testing

@testable import HTTPServing

/// A server on a free port of loopback for as long as the body runs.
func withServer<Value: Sendable>(
    _ settings: HTTPServerSettings = HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0),
    routes: (inout Router) -> Void,
    _ body: @Sendable (HTTPServer) async throws -> Value
) async throws -> Value {
    var router = Router()
    routes(&router)
    let loops = try LoopGroup(count: 2)
    let server = try HTTPServer(
        router: router, settings: settings, loops: loops, logger: Logger(label: "test"))
    let value = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        let value = try await body(server)
        group.cancelAll()
        return value
    }
    await loops.stop()
    return value
}
