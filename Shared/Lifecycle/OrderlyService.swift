package import ServiceLifecycle
import Synchronization

/// Ends no sooner than its turn in the shutdown comes.
///
/// A service that ends out of turn while others still drain makes its `ServiceGroup` cancel them
/// (swift-service-lifecycle 2), and what they hold would not be given back. Before the shutdown it
/// ends as it likes: that a service is gone must be noticed.
package struct OrderlyService: Service {
    /// Whether the shutdown has begun; shared by the services of a process.
    package final class Shutdown: Sendable {
        private let hasBegun = Mutex(false)

        package init() {}

        package func begin() { hasBegun.withLock { $0 = true } }

        fileprivate var isUnderWay: Bool { hasBegun.withLock { $0 } }
    }

    private let service: any Service
    private let shutdown: Shutdown

    package init(_ service: any Service, during shutdown: Shutdown) {
        self.service = service
        self.shutdown = shutdown
    }

    package func run() async throws {
        try await service.run()
        guard shutdown.isUnderWay else { return }
        // Cancelled: nobody waits for turns any more.
        try? await gracefulShutdown()
    }
}
