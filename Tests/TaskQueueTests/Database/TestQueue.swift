import Postgres
import TestSupport

@testable import TaskQueue

/// A database of its own with the task tables and stub results in it.
struct TestQueue: Sendable {
    let database: TestDatabase

    var pool: PostgresPool { database.pool }

    /// Runs a test on a fresh database.
    static func with(_ body: (TestQueue) async throws -> Void) async throws {
        try await withTestDatabase(migrations: [QueueSchema.migrations]) { database in
            let queue = TestQueue(database: database)
            try await queue.pool.query(StubCompletion.table)
            try await body(queue)
        }
    }

    func connect() async throws -> PostgresConnection { try await database.connect() }
}
