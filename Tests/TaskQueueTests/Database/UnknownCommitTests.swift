import Domain
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import TaskQueue

/// The database has committed, and whoever asked never heard of it (QUEUE §13.3).
@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct UnknownCommitTests {
    /// How often a source connected.
    private final class Connections: Sendable {
        let count = Mutex(0)
    }

    /// A source whose connections go through a proxy, and what it does with each claim.
    private func work(
        _ queue: TestQueue, through proxy: LosingProxy, _ connections: Connections,
        _ handle: @escaping @Sendable (TaskSource<StubCompletion>, [ClaimedTask]) async -> Void
    ) async {
        let settings = queue.database.settings(port: proxy.port)
        let source = queue.source(capacity: 3) {
            connections.count.withLock { $0 += 1 }
            return try await PostgresConnection.connect(settings)
        }
        await withTaskGroup { group in
            group.addTask { await source.run() }
            group.addTask { for await claim in source.claims { await handle(source, claim) } }
        }
    }

    @Test func `a result sent again is there already, with its token, and made its successors once`()
        async throws
    {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 3)
            let proxy = try queue.database.proxy()
            let connections = Connections()
            let tokens = Mutex<Set<Int64>>([])
            await work(queue, through: proxy, connections) { source, claim in
                tokens.withLock { $0.formUnion(claim.map(\.lease.token.rawValue)) }
                // The next thing that is committed is the results.
                #expect(proxy.loseCommits() == 1)
                for task in claim { await source.finish(task, .completed(.init())) }
                await source.drain()
            }
            proxy.close()
            #expect(connections.count.withLock { $0 } == 2)
            #expect(try await queue.places(round.job) == ["result": 3, "ready": 3])
            let stored = try await queue.pool.query("select token from pairmill.stub_result")
            #expect(
                Set(try stored.map { try $0.decode(Int64.self, named: "token") })
                    == tokens.withLock { $0 })
            #expect(try await queue.number("select coalesce(max(crashes), 0) from pairmill.ready") == 0)
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `a failure sent again counts once`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let proxy = try queue.database.proxy()
            await work(queue, through: proxy, Connections()) { source, claim in
                #expect(proxy.loseCommits() == 1)
                for task in claim { await source.finish(task, .retry("unreadable")) }
                await source.drain()
            }
            proxy.close()
            #expect(try await queue.places(round.job) == ["deferred": 1])
            #expect(try await queue.number("select attempt::bigint from pairmill.deferred") == 1)
        }
    }
}
