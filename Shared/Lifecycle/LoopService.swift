import ServiceLifecycle

/// A service made of a loop that runs until it is cancelled.
package struct LoopService: Service {
    private let body: @Sendable () async -> Void

    package init(_ body: @escaping @Sendable () async -> Void) { self.body = body }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await body() }
    }
}
