import Domain
import Logging
import Postgres
import Records
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct RecountTests {
    @Test func `a closed round shows exact numbers, whatever its totals said before`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: RoundDriverTests.passes) { job in
            _ = try await job.take(try RoundDriverTests.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.pool.query(
                """
                with freed as (delete from pairmill.ready where pairmill.sample_of(task_id) = 1
                    and pairmill.slot_of(task_id) = 0 returning *)
                insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
                select task_id, job, stage, attempt, crashes, 'test' from freed
                """)
            try await job.stages.workAll()
            // Deltas that are not folded yet stay in prog; the totals are wrong in every way.
            try await job.pool.query(
                """
                insert into pairmill.progress (job, round, stage, done, dead, retried, lost)
                values (\(job.job.number), 1, 0, 999, 9, 3, 1), (\(job.job.number), 1, 2, -5, 7, 0, 0),
                    (\(job.job.number), 2, 0, 11, 0, 0, 0)
                """)
            try await job.close(1)
            try await job.drive()
            #expect(try await job.rounds().first?.state == .closed)

            let rows = try await job.pool.query(
                """
                select round, stage, done, dead, retried, lost from pairmill.progress
                where job = \(job.job.number) order by 1, 2
                """
            ).map { row in
                try ["done", "dead", "retried", "lost"].map { try row.decode(Int64.self, named: $0) }
            }
            // 5 of 6 responses, two revisions each, a verdict on every text; round 2 is nobody's business.
            #expect(rows == [[5, 1, 3, 1], [10, 0, 0, 0], [15, 0, 0, 0], [11, 0, 0, 0]])
            #expect(try await job.pool.query("select 1 from pairmill.prog").isEmpty)
        }
    }

    @Test func `totals that can't be recounted are told, and the round closes without`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: RoundDriverTests.passes) { job in
            _ = try await job.take(try RoundDriverTests.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.stages.workAll()
            try await job.close(1)
            try await job.pool.query("alter table pairmill.pace rename to elsewhere")
            let told = Mutex<[String]>([])
            let driver = RoundDriver(
                job.pool, hasTrainer: true,
                logger: Logger(label: "test") { label in
                    JSONLineLogHandler(label: label, service: "test", level: .warning) { line in
                        told.withLock { $0.append(line) }
                    }
                })
            while await driver.pass() {}
            #expect(try await job.rounds().first?.state == .closed)
            let lines = told.withLock { $0 }
            #expect(lines.count == 1)
            #expect(lines.first?.contains("a closed round's totals were not recounted") == true)
        }
    }
}
