import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

/// The table constraints behind the refusals at submission (QUEUE R6).
@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct LimitsTests {
    @Test func `every limit is accepted and one above it is not`() async throws {
        try await TestQueue.with { queue in
            let round = "insert into pairmill.round (job, round, slots, feedbacks) values"
            let sample = "insert into pairmill.round_sample values"
            let cases = [
                ("\(round) (1, 15, 1, 0)", "\(round) (1, 16, 1, 0)"),
                ("\(round) (1, 1, 1, 0)", "\(round) (1, 0, 1, 0)"),
                ("\(round) (1, 2, 256, 0)", "\(round) (1, 3, 257, 0)"),
                ("\(round) (1, 4, 1, 0)", "\(round) (1, 5, 0, 0)"),
                ("\(round) (1, 6, 1, 15)", "\(round) (1, 7, 1, 16)"),
                ("\(sample) (1, 1, 268435455)", "\(sample) (1, 1, 268435456)"),
                ("\(sample) (1, 1, 0)", "\(sample) (1, 1, -1)"),
            ]
            for (good, bad) in cases {
                _ = try await queue.pool.query("\(unescaped: good)")
                await #expect(throws: PostgresError.self, "\(bad)") {
                    try await queue.pool.query("\(unescaped: bad)")
                }
            }
        }
    }

    @Test func `the last job is 262142`() async throws {
        try await TestQueue.with { queue in
            try await queue.pool.query("alter table pairmill.job alter column job restart with 262142")
            let round = try await queue.openRound(samples: 1)
            #expect(round.job == TaskID.Limits.jobs)
            #expect(try await queue.claim(1, of: round.job, worker: .random()).count == 1)
            #expect(try await queue.violations(round).isEmpty)
            await #expect(throws: PostgresError.self) { try await queue.round(samples: 1) }
        }
    }

    @Test func `the database and the code agree on every part of an id`() async throws {
        try await TestQueue.with { queue in
            for step in 0..<32 {
                let id = TaskID(
                    job: 262_142, round: 15, sample: 268_435_455 - Int64(step), slot: 255 - step,
                    step: .init(number: step))
                let row = try #require(
                    try await queue.pool.query(
                        """
                        select pairmill.task_id(\(id.job)::int, \(Int32(id.round))::int, \(id.sample)::bigint,
                                \(Int32(id.slot))::int, \(Int32(step))::int),
                            pairmill.job_of(\(id.rawValue)::bigint)::bigint,
                            pairmill.round_of(\(id.rawValue)::bigint)::bigint,
                            pairmill.sample_of(\(id.rawValue)::bigint),
                            pairmill.slot_of(\(id.rawValue)::bigint)::bigint,
                            pairmill.step_of(\(id.rawValue)::bigint)::bigint,
                            pairmill.stage_of(\(id.rawValue)::bigint)::bigint,
                            pairmill.last_of(\(id.job)::int, 15)
                        """
                    ).first)
                let parts = try (0..<8).map { try row.decode(Int64.self, at: $0) }
                #expect(
                    parts == [
                        id.rawValue, Int64(id.job), Int64(id.round), id.sample, Int64(id.slot), Int64(step),
                        Int64(id.stage.rawValue), TaskID.range(job: id.job, round: 15).upperBound,
                    ])
            }
        }
    }
}
