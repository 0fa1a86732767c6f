package import Logging
package import ServiceLifecycle

/// Runs a process's services until a stop signal, in list order; stopping reverses it.
///
/// The first SIGTERM or SIGINT stops gracefully, the second calls `hasten`.
package struct ProcessServices: Sendable {
    private let services: [any Service]
    private let logger: Logger
    private let hasten: @Sendable () async -> Void

    package init(
        _ services: [any Service], logger: Logger, hasten: @escaping @Sendable () async -> Void = {}
    ) {
        self.services = services
        self.logger = logger
        self.hasten = hasten
    }

    package func run() async throws {
        let shutdown = OrderlyService.Shutdown()
        let orderly = services.map { OrderlyService($0, during: shutdown) }
        let group = ServiceGroup(configuration: .init(services: orderly, logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await StopSignals(logger: logger) {
                    shutdown.begin()
                    await group.triggerGracefulShutdown()
                } onSecond: {
                    await hasten()
                }.run()
            }
            try await group.run()
            tasks.cancelAll()
        }
    }
}
