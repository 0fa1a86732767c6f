import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct RoundsTests {
    private let worker = WorkerID.random()

    @Test func `seeding goes chunk by chunk, and the last chunk opens the round`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 5, slots: 3)
            #expect(try await queue.rounds.seed(round, samples: 2) == .init(made: 6, opened: false))
            #expect(try await queue.rounds.seed(round, samples: 3) == .init(made: 9, opened: false))
            #expect(try await queue.state(round) == .seeding)
            #expect(try await queue.rounds.seed(round, samples: 3) == .init(made: 0, opened: true))
            #expect(try await queue.rounds.seed(round, samples: 3) == nil)
            let ids = try await queue.claim(99, of: round.job, worker: worker).map(\.id)
            #expect(ids.count == 15 && ids.allSatisfy { $0.step == .generate && $0.round == 1 })
            #expect(Set(ids.map { $0.sample * 3 + Int64($0.slot) }) == Set(0..<15))
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `a round without samples opens and closes at once`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 0)
            #expect(try await queue.rounds.seed(round, samples: 500) == .init(made: 0, opened: true))
            #expect(try await queue.rounds.closeIfEmpty(round))
            #expect(try await queue.state(round) == .closing)
        }
    }

    @Test func `a round with one sample closes once, when nothing is live any more`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let rounds = queue.rounds
            #expect(try await !rounds.closeIfEmpty(round))
            var tasks = try await queue.claim(1, of: round.job, worker: worker)
            #expect(try await !rounds.closeIfEmpty(round))
            try await queue.fail(tasks, .snooze, worker: worker)
            #expect(try await !rounds.closeIfEmpty(round))
            try await queue.promote()
            tasks = try await queue.claim(1, of: round.job, worker: worker)
            #expect(try await queue.complete(tasks, worker: worker) == [.ok])
            #expect(try await !rounds.closeIfEmpty(round), "the verify task is ready")
            tasks = try await queue.claim(1, of: round.job, stage: .verify, worker: worker)
            #expect(try await queue.complete(tasks, worker: worker) == [.ok])
            #expect(try await rounds.closeIfEmpty(round))
            #expect(try await !rounds.closeIfEmpty(round))
        }
    }

    @Test func `a seeding round never closes`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 3)
            #expect(try await !queue.rounds.closeIfEmpty(round))
        }
    }

    @Test func `dead tasks come back with fresh budgets while the round takes work`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 3)
            let tasks = try await queue.claim(3, of: round.job, worker: worker)
            try await queue.fail(tasks, .fatal, worker: worker)
            #expect(try await queue.rounds.redrive(round, only: [tasks[1].id.rawValue]) == 1)
            #expect(try await queue.places(round.job) == ["dead": 2, "ready": 1])
            #expect(try await queue.rounds.redrive(round) == 2)
            let again = try await queue.claim(9, of: round.job, worker: worker)
            #expect(again.count == 3 && again.allSatisfy { $0.attempt == 0 && $0.crashes == 0 })
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `a closing round refuses a redrive and says why`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            try await queue.fail(
                try await queue.claim(1, of: round.job, worker: worker), .fatal, worker: worker)
            #expect(try await queue.rounds.closeIfEmpty(round))
            let error = await #expect(throws: RoundError.self) { try await queue.rounds.redrive(round) }
            #expect(error == .takesNoWork(round, .closing))
            #expect(error?.description.contains("closing and no longer takes work") == true)
            #expect(try await queue.places(round.job) == ["dead": 1])
        }
    }

    /// The race of R31: a redrive holds the lock, commits, and the close must see it.
    @Test func `a close never passes over a redrive that commits before it`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            try await queue.fail(
                try await queue.claim(1, of: round.job, worker: worker), .fatal, worker: worker)
            let redriving = try await queue.connect()
            _ = try await redriving.query("begin")
            _ = try await redriving.query(QueueSQL.lock(round))
            #expect(try await !queue.rounds.closeIfEmpty(round), "the lock is taken")
            _ = try await redriving.query(QueueSQL.redrive(round, only: nil, limit: 10))
            _ = try await redriving.query("commit")
            #expect(try await !queue.rounds.closeIfEmpty(round))
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `a round moves only as its states permit`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 0, state: .planned)
            let error = await #expect(throws: RoundError.self) {
                try await queue.rounds.move(round, to: .open)
            }
            #expect(error == .notPermitted(round, from: .planned, to: .open))
            for next in [RoundState.training, .awaitingAdapters, .inert, .seeding] {
                try await queue.rounds.move(round, to: next)
            }
            #expect(try await queue.rounds.seed(round, samples: 1)?.opened == true)
            #expect(try await queue.rounds.closeIfEmpty(round))
            try await queue.rounds.move(round, to: .closed)
            let nowhere = RoundID(job: 99, number: 1)
            await #expect(throws: RoundError.unknown(nowhere)) {
                try await queue.rounds.move(nowhere, to: .training)
            }
        }
    }

    @Test func `two rounds of a job never take work at the same time`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 1)
            let second = "insert into pairmill.round (job, round, state, slots, feedbacks) values"
            await #expect(throws: PostgresError.self) {
                try await queue.pool.query("\(unescaped: second) (\(round.job)::int, 2, 'seeding', 1, 0)")
            }
            try await queue.pool.query("\(unescaped: second) (\(round.job)::int, 2, 'planned', 1, 0)")
        }
    }
}
