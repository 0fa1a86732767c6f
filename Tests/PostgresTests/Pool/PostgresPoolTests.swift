import Logging
import TestSupport
import Testing

@testable import Postgres

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct PostgresPoolTests {
    @Test func `more callers than connections all get their answer`() async throws {
        try await withTestDatabase(pool: PoolSettings(connections: 3)) { database in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...60 {
                    group.addTask {
                        try await database.pool.query("select \(number) as n")[0].decode(Int.self, at: 0)
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 60 * 61 / 2)
            let sessions = try await database.pool.query(
                "select count(*) from pg_stat_activity where datname = current_database()")
            #expect(try sessions[0].decode(Int.self, at: 0) <= 3)
        }
    }

    @Test func `a caller that waits too long is told so`() async throws {
        let settings = PoolSettings(connections: 1, leaseDeadline: .milliseconds(30))
        try await withTestDatabase(pool: settings) { database in
            try await database.pool.withConnection { _ in
                await #expect(throws: PostgresError.timedOut(.lease)) {
                    try await database.pool.query("select 1")
                }
            }
            try await database.pool.query("select 1")
        }
    }

    @Test func `a cancelled caller stops waiting`() async throws {
        try await withTestDatabase(pool: PoolSettings(connections: 1)) { database in
            try await database.pool.withConnection { _ in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: PostgresError.cancelled) {
                            try await database.pool.query("select 1")
                        }
                    }
                    group.cancelAll()
                }
            }
            try await database.pool.query("select 1")
        }
    }

    @Test func `connections the server ended are replaced before anybody notices`() async throws {
        try await withTestDatabase { database in
            try await database.pool.query("select 1")
            let other = try await database.connect()
            try await other.query(
                """
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """)
            try await database.pool.query("select 1")
        }
    }

    @Test func `a connection left inside a transaction is not lent again`() async throws {
        try await withTestDatabase(pool: PoolSettings(connections: 1)) { database in
            let left = try await database.pool.withConnection { connection in
                try await connection.query("begin")
                return try await connection.query("select pg_backend_pid()")[0].decode(Int32.self, at: 0)
            }
            let next = try await database.pool.query("select pg_backend_pid()")
            #expect(try next[0].decode(Int32.self, at: 0) != left)
        }
    }

    @Test func `while the server is away callers hear why`() async throws {
        let pool = PostgresPool(
            ConnectionSettings(address: "host=/nonexistent dbname=x"),
            pool: PoolSettings(leaseDeadline: .milliseconds(200)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let error = await #expect(throws: PostgresError.self) { try await pool.query("select 1") }
        guard case .unavailable = error else { return #expect(Bool(false), "\(String(describing: error))") }
        await pool.shutdown()
        await #expect(throws: PostgresError.closed) { try await pool.query("select 1") }
    }
}
