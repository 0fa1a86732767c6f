import ArgumentParser
import EventLoop
import Foundation
import HTTPServing
import HTTPTypes
import Lifecycle
import ServiceLifecycle
import Telemetry

/// Our HTTP server and nothing behind it, for conformance suites that others wrote.
struct ConformanceEcho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves GET / (empty) and POST / (the content back) on loopback, until a stop signal.",
        shouldDisplay: false)

    @Argument(help: "The port to listen on; 0 lets the system choose.")
    var port: UInt16

    func run() async throws {
        let (logger, _) = TelemetrySystem.start(service: "conformance-echo", level: "warning")
        let loops = try LoopGroup(count: 1)
        var router = Router()
        Self.register(in: &router)
        var settings = HTTPServerSettings(name: "conformance-echo", host: "127.0.0.1", port: port)
        settings.grace = .seconds(1)
        let server = try HTTPServer(router: router, settings: settings, loops: loops, logger: logger)
        // Unbuffered, for whoever waits for this line in a file or pipe.
        try FileHandle.standardOutput.write(
            contentsOf: Foundation.Data("listening on http://\(server.address)/\n".utf8))
        try await ProcessServices([server], logger: logger) { server.hasten() }.run()
        await loops.stop()
    }

    /// Content comes back as it was framed off: how much of a stream was content, a suite can tell.
    private static func register(in router: inout Router) {
        router.on(.get, "/") { _ in Reply() }
        router.on(.post, "/") { .bytes(try await $0.body.collect(upTo: 1 << 20)) }
    }
}
