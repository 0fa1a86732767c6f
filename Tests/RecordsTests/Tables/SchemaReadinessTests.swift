import Logging
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct SchemaReadinessTests {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Whether a database is ready, asked through a pool of its own.
    private func with(
        interval: Duration, migrations: [[Migration]] = [QueueSchema.migrations, RecordsSchema.migrations],
        _ body: @Sendable (SchemaReadiness, PostgresPool) async throws -> Void
    ) async throws {
        try await withTestDatabase(migrations: migrations) { database in
            let pool = PostgresPool(
                database.settings, pool: PoolSettings(connections: 40), logger: Self.quiet)
            try await body(SchemaReadiness(pool, interval: interval, logger: Self.quiet), pool)
            await pool.shutdown()
        }
    }

    @Test func `what was seen is told again for a while, without asking the database`() async throws {
        try await with(interval: .seconds(3_600)) { readiness, pool in
            #expect(await readiness.missing() == [])
            await pool.shutdown()
            for _ in 0..<100 { #expect(await readiness.missing() == []) }
        }
    }

    @Test func `then it is asked again, and the reason is nobody else's business`() async throws {
        try await with(interval: .zero) { readiness, pool in
            #expect(await readiness.missing() == [])
            await pool.shutdown()
            #expect(await readiness.missing() == ["the database does not answer; the log says why"])
        }
    }

    @Test func `of many who ask at once one looks`() async throws {
        try await with(interval: .seconds(3_600)) { readiness, pool in
            let answers = await withTaskGroup(of: [String].self) { group in
                for _ in 0..<200 { group.addTask { await readiness.missing() } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers).isSubset(of: [[], ["the database has not been asked yet"]]))
            #expect(await readiness.missing() == [])
            let asked = try await pool.query(
                "select count(*) as connections from pg_stat_activity where datname = current_database()")
            #expect(try asked.first?.decode(Int64.self, named: "connections") ?? 9 <= 4)
        }
    }

    @Test func `a database that is not migrated says what to do`() async throws {
        try await with(interval: .zero, migrations: []) { readiness, _ in
            let missing = await readiness.missing()
            #expect(missing.first?.hasSuffix("migrations are missing; run `orchestrator migrate`") == true)
        }
    }

    @Test func `whoever goes away while he asks is as if he had not asked`() async throws {
        try await with(interval: .seconds(3_600)) { readiness, _ in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    withUnsafeCurrentTask { $0?.cancel() }
                    _ = await readiness.missing()
                }
            }
            #expect(await readiness.missing() == [])
        }
    }
}
