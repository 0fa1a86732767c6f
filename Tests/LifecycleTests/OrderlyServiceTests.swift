import Logging
import ServiceLifecycle
import Testing

@testable import Lifecycle

@Suite struct OrderlyServiceTests {
    /// A service made of a closure.
    private struct Made: Service {
        let body: @Sendable () async throws -> Void

        func run() async throws { try await body() }
    }

    private let shutdown = OrderlyService.Shutdown()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func orderly(_ body: @escaping @Sendable () async throws -> Void) -> OrderlyService {
        OrderlyService(Made(body: body), during: shutdown)
    }

    @Test func `one that ends out of turn leaves those that still drain alone`() async throws {
        let (endings, end) = AsyncStream.makeStream(of: Void.self)
        let (drains, drained) = AsyncStream.makeStream(of: Bool.self)
        let early = orderly { for await _ in endings {} }
        let late = orderly {
            try await gracefulShutdown()
            end.finish()
            // The other one ends meanwhile; who is cancelled for it would be by then.
            for _ in 0..<10_000 { await Task.yield() }
            drained.yield(!Task.isCancelled)
        }
        let group = ServiceGroup(configuration: .init(services: [early, late], logger: logger))
        shutdown.begin()
        async let run: Void = group.run()
        await group.triggerGracefulShutdown()
        try await run
        #expect(await drains.first { _ in true } == true)
    }

    @Test func `one that ends before anybody asked ends the others`() async throws {
        let early = orderly {}
        let lasting = orderly { try await gracefulShutdown() }
        let group = ServiceGroup(configuration: .init(services: [early, lasting], logger: logger))
        await #expect(throws: ServiceGroupError.self) { try await group.run() }
    }
}
