import Contracts
import Domain
import Logging
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct JobStatusBuildingTests {
    /// A running job of three samples, two of which are seeded.
    private static func withSeededJob(
        _ body: @Sendable (DrivenJob, _ status: @Sendable () async throws -> JobStatus) async throws -> Void
    ) async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: RoundDriverTests.passes) { job in
            _ = try await job.take(try RoundDriverTests.lines())
            try await job.start()
            try await job.drive()
            _ = try await Rounds(job.pool).seed(RoundID(job: job.job.number, number: 1), samples: 2)
            let building = JobStatusBuilding(job.pool, ttl: .seconds(30))
            try await body(job) { try await building.status(of: job.record(), withTokens: false) }
        }
    }

    @Test func `a job without workers and backends says so, one that only waits its turn does not`()
        async throws
    {
        try await Self.withSeededJob { job, status in
            #expect(try await status().blocked?.reason == "no generator is alive")
            try await job.pool.query(
                """
                insert into pairmill.worker (worker, stage, name, capacity, beat)
                values (1, 0, 'generator', 8, now())
                """)
            #expect(try await status().blocked?.reason == "no backend has the role generator")
            _ = try await BackendRecords(job.pool).register(
                BackendRecord(
                    id: .make(), url: "http://gpu-1:8000", kind: "auto", roles: Role.allCases, maxInFlight: 8)
            )
            #expect(try await status().blocked == nil)
        }
    }

    @Test func `a job that runs says how fast, and how long its round will take`() async throws {
        try await Self.withSeededJob { job, status in
            let early = try await status()
            #expect(early.tasksPerMinute == 0 && early.rounds[0].etaSeconds == nil)

            try await job.stages.workAll()
            let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            _ = try await Upkeep(job.pool, logger: quiet).perform(.fold)
            let late = try await status()
            let rate = try #require(late.stages.generate.tasksPerMinute)
            #expect(rate > 0 && abs((late.tasksPerMinute ?? 0) - 6 * rate) < 1)
            // Half of what was done in 5 to 60 seconds is left; who stays hard nobody knows.
            #expect((2...31).contains(try #require(late.rounds[0].etaSeconds)))
            #expect(late.stages.verify.etaSeconds != nil && late.etaSeconds == nil)

            _ = try await JobRecords(job.pool).move(job.job.number, from: [.running], to: .paused)
            let paused = try await status()
            #expect(paused.tasksPerMinute == nil && paused.rounds[0].etaSeconds == nil)
        }
    }
}
