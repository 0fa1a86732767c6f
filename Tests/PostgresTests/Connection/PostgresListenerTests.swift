import Logging
import Postgres
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct PostgresListenerTests {
    @Test(.timeLimit(.minutes(3)))
    func `it hears, and listens again after its connection was ended`() async throws {
        try await withTestDatabase { database in
            let (events, sink) = AsyncStream.makeStream(of: PostgresListener.Event.self)
            let listener = PostgresListener(
                database.settings, channels: ["tasks"],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await listener.run { sink.yield($0) } }
                var heard = events.makeAsyncIterator()
                #expect(await heard.next() == .listening)
                try await database.pool.query("select pg_notify('tasks', 'verify')")
                #expect(await heard.next() == .heard(.init(channel: "tasks", payload: "verify")))
                try await database.pool.query(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and query like 'listen%'
                    """)
                #expect(await heard.next() == .listening)
                try await database.pool.query("select pg_notify('tasks', 'again')")
                #expect(await heard.next() == .heard(.init(channel: "tasks", payload: "again")))
                group.cancelAll()
            }
        }
    }
}
