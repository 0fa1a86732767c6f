import Domain
import Postgres
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct QueueRecordsTests {
    @Test func `dead tasks come by id, page by page, with their reason and their sample`() async throws {
        try await TestMill.with(samples: 4) { mill in
            let tasks = [0, 2, 3].map { mill.task(sample: $0) }
            try await mill.bury(tasks, reason: "unreadable three times")
            let queue = QueueRecords(mill.pool)

            let first = try await queue.dead(of: mill.number, after: nil, limit: 2)
            #expect(first.map(\.task) == Array(tasks.prefix(2)))
            let samples = try await StoredSamples(mill.pool).page(of: mill.number, from: 0, limit: 9)
            #expect(first.map(\.sample) == [samples[0].id, samples[2].id])
            #expect(first.allSatisfy { $0.reason == "unreadable three times" })
            #expect(first.allSatisfy { $0.attempt == 5 && $0.crashes == 1 })
            let rest = try await queue.dead(of: mill.number, after: first.last?.task.rawValue, limit: 2)
            #expect(rest.map(\.task) == [tasks[2]])
        }
    }

    @Test func `dead tasks of another job are not this one's`() async throws {
        try await TestMill.with { mill in
            try await mill.bury([mill.task()])

            #expect(try await QueueRecords(mill.pool).dead(of: mill.number + 1, after: nil, limit: 9).isEmpty)
        }
    }

    @Test func `the summary looks at jobs at work and the last three that are over`() async throws {
        try await TestMill.with { mill in
            // Each has lost another number of tasks; they ended in the order they were made.
            var jobs: [JobRecord] = []
            for (index, state) in ["done", "cancelled", "done", "done", "done"].enumerated() {
                let job = try await TestMill.makeJob(mill.pool, name: "job \(index)")
                try await mill.pool.query(
                    """
                    update pairmill.job set state = \(state), swept = true,
                        finished_at = now() - \(Double(60 - index)) * interval '1 h' where job = \(job.number)
                    """)
                try await mill.pool.query(
                    """
                    insert into pairmill.round (job, round, state, slots, feedbacks, seeded)
                    values (\(job.number), 1, 'closed', 1, 0, \(Int64(1 << index)))
                    """)
                jobs.append(job)
            }
            try await mill.pool.query(
                """
                insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
                values (pairmill.task_id(\(jobs[0].number), 1, 0, 0, 0), \(jobs[0].number), 0, 5, 0, 'old')
                """)
            let queue = QueueRecords(mill.pool)

            let summary = try await queue.summary()
            #expect(summary.conservation.leak == 0b11100)
            #expect(summary.stages["generate"] == ["ready": 1])
            let first = try await queue.summary(of: jobs[0].number)
            // What is dead is not lost.
            #expect(first.stages["generate"] == ["dead": 1] && first.conservation.leak == 0)
            #expect(try await queue.summary(of: jobs[1].number).conservation.leak == 0b10)
            #expect(try await queue.conservationOfUnfinished().leak == 0)

            try await mill.pool.query(
                "update pairmill.job set swept = false where job = \(jobs[1].number)")
            #expect(try await queue.conservationOfUnfinished().leak == 0b10)
        }
    }

    @Test func `the summary says where the tasks are, and that none is lost`() async throws {
        try await TestMill.with(samples: 4) { mill in
            try await mill.bury([mill.task()])
            try await mill.claim([mill.task(sample: 1)])
            var summary = try await QueueRecords(mill.pool).summary()
            #expect(
                summary.stages == [
                    "generate": ["ready": 2, "lease": 1, "dead": 1], "revise": [:], "verify": [:],
                ])
            #expect(summary.conservation.leak == 0 && summary.conservation.doubled == 0)

            try await mill.pool.query("delete from pairmill.dead")
            summary = try await QueueRecords(mill.pool).summary()
            #expect(summary.conservation.leak == 1)
        }
    }
}
