import Access
import Digests
import Domain
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct JobQuotaTests {
    private static func makeJob(_ caller: KeyHolder, _ pool: PostgresPool) async throws -> JobRecord {
        do {
            return try await pool.transaction { connection in
                let job = try await JobRecords(pool).create(
                    id: .make(), name: "a", specification: "{}", digest: SHA256Digest(of: [1]), weight: 1,
                    cap: nil, over: connection)
                try await JobQuota().enter(job.number, of: caller, over: connection)
                return job
            }
        } catch .body(let error, _) {
            throw error
        }
    }

    private static func with(
        jobs: Int?, _ body: (KeyHolder, PostgresPool) async throws -> Void
    ) async throws {
        try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
            let key = try await KeyRecords($0.pool).create(
                .make(), name: "a", role: .submitter, lifetime: nil, limits: KeyLimits(jobs: jobs))
            try await body(key.holder, $0.pool)
        }
    }

    @Test func `one job too many is not made, until another is over`() async throws {
        try await Self.with(jobs: 2) { caller, pool in
            let first = try await Self.makeJob(caller, pool)
            _ = try await Self.makeJob(caller, pool)
            await #expect(throws: JobQuota.Exhausted(limit: 2)) { try await Self.makeJob(caller, pool) }
            let count = try await pool.query("select count(*) as jobs from pairmill.job").first
            #expect(try count?.decode(Int64.self, named: "jobs") == 2)
            try await pool.query(
                "update pairmill.job set state = 'cancelled' where job = \(first.number)")
            _ = try await Self.makeJob(caller, pool)
        }
    }

    @Test func `of several made at once none is over the limit`() async throws {
        try await Self.with(jobs: 3) { caller, pool in
            let made = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { (try? await Self.makeJob(caller, pool)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 3)
        }
    }

    @Test func `without a limit nobody counts`() async throws {
        try await Self.with(jobs: nil) { caller, pool in
            for _ in 0..<5 { _ = try await Self.makeJob(caller, pool) }
        }
    }
}
