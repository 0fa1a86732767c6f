import Domain
import Logging
import Postgres
import Records
import Telemetry
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct QueueWatchTests {
    /// A job of three samples whose first round is open.
    private static func withOpenRound(
        _ body: @Sendable (DrivenJob, QueueWatch, MetricRegistry) async throws -> Void
    ) async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: RoundDriverTests.passes) { job in
            _ = try await job.take(try RoundDriverTests.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            let page = MetricRegistry()
            let watch = QueueWatch(
                job.pool, ttl: .seconds(30), page: page,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            try await body(job, watch, page)
        }
    }

    @Test func `depths are shown by job and stage, and leave with the job`() async throws {
        try await Self.withOpenRound { job, watch, page in
            let id = job.job.id
            try await job.pool.query(
                """
                with freed as (delete from pairmill.ready where pairmill.sample_of(task_id) = 0 returning *),
                late as (
                    insert into pairmill.deferred (task_id, due, job, stage, attempt, crashes)
                    select task_id, now(), job, stage, 0, 0 from freed where pairmill.slot_of(task_id) = 0)
                insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
                select task_id, job, stage, 5, 0, 'test' from freed where pairmill.slot_of(task_id) = 1
                """)
            try await watch.refresh()
            #expect(page.page().contains("pairmill_ready_tasks{job=\"\(id)\",stage=\"generate\"} 4.0\n"))
            #expect(page.page().contains("pairmill_ready_tasks{job=\"\(id)\",stage=\"verify\"} 0.0\n"))
            #expect(page.page().contains("pairmill_deferred_tasks{job=\"\(id)\",stage=\"generate\"} 1.0\n"))
            #expect(page.page().contains("pairmill_dead_tasks{job=\"\(id)\",stage=\"generate\"} 1.0\n"))

            #expect(try await JobRecords(job.pool).cancel(job.job.number))
            try await watch.refresh()
            #expect(!page.page().contains("job="))
        }
    }

    @Test func `the oldest ready task is as old as the note that first knew of it`() async throws {
        try await Self.withOpenRound { job, watch, page in
            let now = ContinuousClock.now
            try await watch.note(at: now)
            try await watch.refresh(at: now + .seconds(40))
            #expect(page.page().contains("pairmill_oldest_ready_seconds{stage=\"generate\"} 40.0\n"))
            #expect(page.page().contains("pairmill_oldest_ready_seconds{stage=\"verify\"} 0.0\n"))
        }
    }

    @Test func `live workers are counted with their capacity, dead ones are not`() async throws {
        try await Self.withOpenRound { job, watch, page in
            try await job.pool.query(
                """
                insert into pairmill.worker (worker, stage, name, capacity, beat) values
                    (1, 2, 'a', 8, now()), (2, 2, 'b', 4, now()), (3, 2, 'c', 2, now() - interval '31 s')
                """)
            try await watch.refresh()
            #expect(page.page().contains("pairmill_workers{stage=\"verify\"} 2.0\n"))
            #expect(page.page().contains("pairmill_worker_capacity{stage=\"verify\"} 12.0\n"))
            #expect(page.page().contains("pairmill_workers{stage=\"generate\"} 0.0\n"))
        }
    }

    @Test func `a check that fails takes its numbers off the page`() async throws {
        try await Self.withOpenRound { job, watch, page in
            try await watch.audit()
            #expect(page.page().contains("pairmill_conservation_leak 0.0\n"))
            try await job.pool.query("alter function pairmill.conservation rename to elsewhere")
            await #expect(throws: PostgresError.self) { try await watch.audit() }
            #expect(!page.page().contains("pairmill_conservation"))
        }
    }

    @Test func `a lost task and an open transaction show`() async throws {
        try await Self.withOpenRound { job, watch, page in
            try await watch.audit()
            #expect(page.page().contains("pairmill_conservation_leak 0.0\n"))
            try await job.pool.query(
                "delete from pairmill.ready where pairmill.sample_of(task_id) = 1")
            try await watch.audit()
            #expect(page.page().contains("pairmill_conservation_leak 2.0\n"))
            #expect(page.page().contains("pairmill_conservation_doubled 0.0\n"))

            try await job.pool.transaction { _ in
                try await watch.refresh()
                #expect(!page.page().contains("pairmill_oldest_transaction_seconds 0.0\n"))
            }
        }
    }
}
