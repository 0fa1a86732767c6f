import EventLoop
import Foundation
import HTTPServing
import HTTPTypes
import Logging
import Telemetry

/// The server's side of `http-hostile`: our server, the one for operations beside it, and few descriptors if so told.
struct HostileServer {
    /// How many the process may have.
    let descriptors: Int
    /// How many it wants.
    let connections: Int

    /// Prints its two ports and serves until it is ended.
    func run() async throws {
        try limitDescriptors()
        let (logger, metrics) = TelemetrySystem.start(service: "hostile", level: "error")
        var router = Router()
        let big = [UInt8](repeating: 0x78, count: 4 << 20)
        router.on(.get, "/hello") { _ in .text("Hello, world!") }
        router.on(.get, "/big") { _ in .bytes(big) }
        let routes = ProcessRoutes(name: "hostile", version: "1", metrics: metrics.page) { [] }
        routes.register(in: &router)
        var settings = HTTPServerSettings(name: "hostile", host: "127.0.0.1", port: 0)
        settings.maxConnections = connections
        // All read the same bytes; counted for each they would be too many.
        settings.maxOutput = .max
        let (loops, own) = (try LoopGroup(count: 1), try LoopGroup(count: 1))
        let main = try HTTPServer(router: router, settings: settings, loops: loops, logger: logger)
        let watch = LoopWatch(loops.loops)
        var beside = Router()
        routes.beside(main, liveness: watch.problems).register(in: &beside)
        let operations = try HTTPServer(
            router: beside, settings: .operations(name: "hostile-operations", host: "127.0.0.1", port: 0),
            loops: own, logger: logger)
        try FileHandle.standardOutput.write(
            contentsOf: Foundation.Data("\(main.address.port) \(operations.address.port)\n".utf8))
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await main.run() }
            group.addTask { try await operations.run() }
            group.addTask { try await watch.run() }
        }
    }

    private func limitDescriptors() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(rlim_t(descriptors), limit.rlim_max)
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw BenchmarkError.refused("setrlimit to \(descriptors)")
        }
    }
}
