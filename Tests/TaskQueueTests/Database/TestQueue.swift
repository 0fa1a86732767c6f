import Logging
import Postgres

@testable import TaskQueue

/// A database of its own with the task tables and stub results in it.
struct TestQueue: Sendable {
    let pool: PostgresPool
    let connect: @Sendable () async throws -> PostgresConnection

    /// Runs a test on a fresh database.
    static func with(_ body: (TestQueue) async throws -> Void) async throws {
        let name = "t\(UInt32.random(in: 0 ... .max))"
        let info = "host=/tmp/qpg user=postgres dbname="
        let admin = try await PostgresConnection.connect(ConnectionSettings(address: info + "postgres"))
        try await admin.query("create database \(unescaped: name) template q3")
        let pool = PostgresPool(
            ConnectionSettings(address: info + name),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let queue = TestQueue(pool: pool) {
            try await PostgresConnection.connect(ConnectionSettings(address: info + name))
        }
        try await queue.pool.query(StubCompletion.table)
        try await body(queue)
        try await admin.query("drop database \(unescaped: name) with (force)")
    }
}
