package import Access
package import EventLoop
package import HTTPServing
package import Logging
package import ServiceLifecycle
package import Settings

/// A process's HTTP servers: the one it is there for and, where wanted, one for operations.
///
/// The second has an address, a loop and descriptors of its own: probes and
/// Prometheus are answered whatever the first one is busy with (HTTP.md §3).
package struct ProcessServers: Sendable {
    private struct Operations: Sendable {
        let server: HTTPServer
        let watch: LoopWatch
        let loops: LoopGroup
    }

    /// The main server.
    package let main: HTTPServer
    private let operations: Operations?
    private let reload: CertificateReload?
    private let loops: LoopGroup

    /// Binds the addresses; fails where one is taken. `router` has what `routes` doesn't register.
    package init(
        _ settings: ServiceSettings, name: String, router: Router, routes: ProcessRoutes, gate: KeyGate,
        loops: LoopGroup, logger: Logger
    ) throws {
        var router = router
        routes.register(in: &router)
        try routes.describe(&router)
        var mainSettings = Self.main(settings, name: name)
        mainSettings.gate = gate
        let identity = ProcessStart.identity(settings.serving)
        mainSettings.identity = identity
        if identity == nil, !settings.listen.isLoopback {
            logger.warning(
                "keys and content travel unencrypted: there is no PAIRMILL_TLS_CERTIFICATE",
                metadata: ["listen": "\(settings.listen)"])
        }
        reload = identity.map { CertificateReload(identity: $0, logger: logger) }
        let main = try HTTPServer(router: router, settings: mainSettings, loops: loops, logger: logger)
        self.main = main
        self.loops = loops
        operations = try settings.serving.operations.map { address in
            let own = try LoopGroup(count: 1)
            let watch = LoopWatch(loops.loops)
            var router = Router()
            routes.beside(main, liveness: watch.problems).register(in: &router)
            var settings = HTTPServerSettings.operations(
                name: "\(name)-operations", host: address.host, port: address.port)
            // When it stops, all else has: nobody who is still here is waited for.
            settings.grace = .seconds(1)
            return Operations(
                server: try HTTPServer(router: router, settings: settings, loops: own, logger: logger),
                watch: watch, loops: own)
        }
    }

    /// Start before all services of a process, so that they stop behind them; the main server is not in it.
    package var supporting: [any Service] {
        let operations: [any Service] = operations.map { [$0.server, $0.watch] } ?? []
        return operations + (reload.map { [$0] } ?? [])
    }

    /// Cuts a stop short.
    package func hasten() {
        main.hasten()
        operations?.server.hasten()
    }

    /// Stops the loops, those it was given too, when every service has ended.
    package func close() async {
        await operations?.loops.stop()
        await loops.stop()
    }

    private static func main(_ settings: ServiceSettings, name: String) -> HTTPServerSettings {
        let serving = settings.serving
        var server = HTTPServerSettings(name: name, host: settings.listen.host, port: settings.listen.port)
        server.grace = settings.grace
        server.settle = serving.settle
        server.maxConnections = serving.connections ?? server.maxConnections
        server.maxPerAddress = serving.connectionsPerAddress
        server.maxHandlers = serving.handlers
        server.maxBodies = serving.bodies
        server.maxOutput = serving.output
        server.connection.requests = serving.requestsPerConnection
        server.connection.idle = serving.idle
        server.connection.age = serving.age
        server.connection.take(serving.message)
        return server
    }
}
