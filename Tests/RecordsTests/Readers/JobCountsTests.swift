import Domain
import Postgres
import TestSupport
import Testing

@testable import Records
@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct JobCountsTests {
    @Test func `stages count tasks where they are`() async throws {
        try await TestMill.with(samples: 6) { mill in
            try await mill.bury([mill.task()])
            try await mill.claim([mill.task(sample: 1), mill.task(sample: 2)])
            try await mill.finish(
                mill.task(sample: 3), ResponseCompletion(), mill.response(mill.task(sample: 3), feedbacks: 2))
            try await Self.wait(for: mill.task(.revise(feedback: 1), sample: 3), "no backend", mill)

            let counts = try await JobCounts(mill.pool).stages(of: mill.number)
            #expect(
                counts == [
                    StageCount(round: 1, stage: .generate, ready: 2, leased: 2, dead: 1, done: 1),
                    StageCount(round: 1, stage: .revise, ready: 1, deferred: 1),
                    StageCount(round: 1, stage: .verify, ready: 1, unjudged: 1),
                ])
            #expect(try await JobCounts(mill.pool).stages(of: mill.number + 1).isEmpty)
        }
    }

    @Test func `what is done is counted the same before and after the fold`() async throws {
        try await TestMill.with(samples: 3) { mill in
            try await mill.finishAll { _ in true }
            let before = try await JobCounts(mill.pool).stages(of: mill.number)
            #expect(before.map(\.done) == [3, 6, 9])

            try await mill.pool.query(QueueSQL.fold)
            #expect(try await mill.pool.query("select 1 from pairmill.prog").isEmpty)
            #expect(try await JobCounts(mill.pool).stages(of: mill.number) == before)
        }
    }

    @Test func `the pace is what was done in the last minute, by stage`() async throws {
        try await TestMill.with(samples: 3) { mill in
            #expect(try await JobCounts(mill.pool).pace(of: mill.number).isEmpty)
            try await mill.finishAll { _ in true }
            // Ten seconds ago work began; two minutes ago is no longer of interest.
            try await mill.pool.query("update pairmill.prog set at = now() - interval '10 s' where stage = 0")
            try await mill.pool.query(
                """
                insert into pairmill.prog (job, round, stage, done, at)
                values (\(mill.number), 1, 0, 1000, now() - interval '119 s')
                """)
            try await mill.pool.query(QueueSQL.fold)

            let pace = try await JobCounts(mill.pool).pace(of: mill.number)
            #expect(Set(pace.keys) == Set(Stage.allCases) && pace.values.allSatisfy(\.isMoving))
            let verify = try #require(pace[.verify]?.perMinute)
            let generate = try #require(pace[.generate]?.perMinute)
            // 3 and 9 in 10 to 15 seconds, and what a slow machine takes to ask.
            #expect(generate <= 18 && generate > 3 && abs(verify - 3 * generate) < 0.001)
        }
    }

    @Test func `what was done is no pace once it is old`() async throws {
        try await TestMill.with { mill in
            try await mill.finish(mill.task(), ResponseCompletion(), mill.response(mill.task(), feedbacks: 0))
            try await mill.pool.query("update pairmill.prog set at = now() - interval '30 s'")
            try await mill.pool.query(QueueSQL.fold)
            #expect(try await JobCounts(mill.pool).pace(of: mill.number)[.generate]?.isMoving == false)

            try await mill.pool.query("update pairmill.pace set at = now() - interval '4 min'")
            try await mill.pool.query(QueueSQL.fold)
            #expect(try await mill.pool.query("select 1 from pairmill.pace").isEmpty)
        }
    }

    @Test func `verdicts are counted with what failed, and how far the votes agreed`() async throws {
        try await TestMill.with(samples: 2) { mill in
            try await mill.finishAll { $0.step == .generate }
            let count = try await JobCounts(mill.pool).verdicts(of: mill.number)

            #expect(count.passed == 2 && count.failed == 4 && count.agreement == 1)
            // Each verdict came with its third draw.
            #expect(count.unreadable == 12)
            #expect(
                count.dimensionsFailed
                    == ["entailment": 4, "completeness": 4, "consistency": 4, "compliance": 0])
            let tokens = try await JobCounts(mill.pool).tokenSums(of: mill.number)
            // 2 responses, 4 revisions with 4 feedbacks, 6 verdicts.
            #expect(tokens.sent == 16 * 3 && tokens.received == 16 * 4)
        }
    }

    @Test func `equal responses of one sample count once among the distinct`() async throws {
        try await TestMill.with(samples: 2, slots: 3) { mill in
            #expect(try await JobCounts(mill.pool).responses(of: mill.number) == (0, 0))
            for (sample, slot, text) in [(0, 0, "a"), (0, 1, "a"), (0, 2, "b"), (1, 0, "a")] {
                let task = mill.task(sample: Int64(sample), slot: slot)
                try await mill.finish(task, ResponseCompletion(), mill.response(task, text))
            }
            #expect(try await JobCounts(mill.pool).responses(of: mill.number) == (4, 3))
        }
    }

    @Test func `a job without verdicts counts none`() async throws {
        try await TestMill.with { mill in
            let count = try await JobCounts(mill.pool).verdicts(of: mill.number)

            #expect(count.passed == 0 && count.failed == 0 && count.unreadable == 0 && count.agreement == 1)
            #expect(Set(count.dimensionsFailed.values) == [0])
        }
    }

    @Test func `a sample that was mixed once is mixed; else its last round says`() async throws {
        try await TestMill.withCreatedJob { mill in
            try await mill.pool.query(
                """
                insert into pairmill.sample_outcome (job, round, sample, outcome) values
                    (\(mill.number), 1, 0, 'hard'), (\(mill.number), 2, 0, 'all_passed'),
                    (\(mill.number), 1, 1, 'mixed'), (\(mill.number), 2, 1, 'hard'),
                    (\(mill.number), 1, 2, 'hard'), (\(mill.number), 2, 2, 'hard'),
                    (\(mill.number), 1, 3, 'incomplete')
                """)
            let counts = JobCounts(mill.pool)

            #expect(
                try await counts.finalOutcomes(of: mill.number)
                    == ["all_passed": 1, "mixed": 1, "hard": 1, "incomplete": 1])
            let outcomes = try await counts.outcomes(of: mill.number)
            #expect(outcomes.map(\.round) == [1, 1, 1, 2, 2])
            #expect(outcomes.map(\.outcome) == [.hard, .incomplete, .mixed, .allPassed, .hard])
            #expect(outcomes.map(\.samples) == [2, 1, 1, 1, 2])
        }
    }

    @Test func `the commonest reasons to wait come first`() async throws {
        try await TestMill.with(samples: 3) { mill in
            for sample in 0..<2 as Range<Int64> {
                try await Self.wait(for: mill.task(sample: sample), "no backend", mill)
            }
            try await Self.wait(for: mill.task(sample: 2), "no blob", mill)
            let reasons = try await JobCounts(mill.pool).deferredReasons(of: mill.number)

            #expect(reasons.map(\.reason) == ["no backend", "no blob"] && reasons.map(\.tasks) == [2, 1])
            #expect(reasons.allSatisfy { $0.stage == .generate })
        }
    }

    private static func wait(for task: TaskID, _ reason: String, _ mill: TestMill) async throws {
        try await mill.pool.query(
            """
            with freed as (delete from pairmill.ready where task_id = \(task.rawValue) returning *)
            insert into pairmill.deferred (task_id, due, job, stage, attempt, crashes, reason)
            select task_id, now() + interval '1 hour', job, stage, attempt, crashes, \(reason) from freed
            """)
    }
}
