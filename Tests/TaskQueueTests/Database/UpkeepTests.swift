import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct UpkeepTests {
    private let worker = WorkerID.random()

    @Test func `a duty is done by one process per interval`() async throws {
        try await TestQueue.with { queue in
            let turns = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    let upkeep = queue.upkeep()
                    group.addTask { try await upkeep.perform(.fold) == nil ? 0 : 1 }
                }
                return try await group.reduce(0, +)
            }
            #expect(turns == 1)
            try await queue.arm()
            #expect(try await queue.upkeep().perform(.fold) == 0)
        }
    }

    @Test func `every duty finds its statements`() async throws {
        try await TestQueue.with { queue in
            let upkeep = queue.upkeep()
            for duty in Duty.allCases {
                let moved = try await upkeep.perform(duty)
                #expect(moved == 0, "\(duty)")
            }
        }
    }

    @Test func `seeding keeps a few times the generators' capacity ready`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 400, slots: 2)
            try await queue.register(worker, capacity: 50)
            let upkeep = queue.upkeep()
            #expect(try await upkeep.perform(.seed) == 200)
            try await queue.arm()
            #expect(try await upkeep.perform(.seed) == 0)
            _ = try await queue.claim(120, of: round.job, worker: worker)
            try await queue.arm()
            #expect(try await upkeep.perform(.seed) == 120)
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `an empty round is opened and closed, a paused job is not seeded`() async throws {
        try await TestQueue.with { queue in
            let empty = try await queue.round(samples: 0)
            let paused = try await queue.round(samples: 5)
            try await queue.pool.query(
                "update pairmill.job set state = 'paused' where job = \(paused.job)::int")
            let upkeep = queue.upkeep()
            _ = try await upkeep.perform(.seed)
            #expect(try await upkeep.perform(.close) == 1)
            #expect(try await queue.state(empty) == .closing)
            #expect(try await queue.places(paused.job).isEmpty)
        }
    }

    @Test func `progress is folded from its deltas`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 4)
            let tasks = try await queue.claim(4, of: round.job, worker: worker)
            _ = try await queue.complete(Array(tasks[0...1]), worker: worker)
            try await queue.fail([tasks[2]], .retry, worker: worker)
            try await queue.fail([tasks[3]], .fatal, worker: worker)
            #expect(try await queue.rounds.redrive(round) == 1)
            _ = try await queue.upkeep().perform(.fold)
            #expect(
                try await queue.text(
                    """
                    select done || ' ' || dead || ' ' || retried || ' ' || lost
                    from pairmill.progress where stage = 0
                    """
                )
                    == "2 0 1 0")
            #expect(try await queue.number("select count(*) from pairmill.prog") == 0)
        }
    }

    @Test func `the tables are set up for many dead rows`() async throws {
        try await TestQueue.with { queue in
            let tuned = try await queue.number(
                """
                select count(*) from pg_class where relnamespace = 'pairmill'::regnamespace
                    and reloptions @> '{autovacuum_vacuum_scale_factor=0,vacuum_truncate=off}'
                """)
            #expect(tuned == 4)
        }
    }

    @Test func `old failures are forgotten some at a time, until none is left`() async throws {
        try await TestQueue.with { queue in
            try await queue.pool.query(
                """
                insert into pairmill.attempt_log (task_id, attempt, worker, outcome, at)
                select g, 0, 1, 'retry', now() - g * interval '12 d' from generate_series(1, 5) g
                """)
            #expect(try await queue.number(QueueSQL.pruneAttempts(limit: 2)) == 2)
            #expect(try await queue.number(QueueSQL.pruneAttempts(limit: 2)) == 1)
            #expect(try await queue.number(QueueSQL.pruneAttempts(limit: 2)) == 0)
            #expect(try await queue.number("select max(task_id) from pairmill.attempt_log") == 2)
        }
    }
}
