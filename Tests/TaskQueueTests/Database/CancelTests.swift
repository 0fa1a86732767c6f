import Domain
import Logging
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct CancelTests {
    private let worker = WorkerID.random()

    private func sweep(_ queue: TestQueue) async throws {
        let upkeep = queue.upkeep()
        for _ in 0..<3 {
            try await queue.arm()
            _ = try await upkeep.perform(.cancel)
        }
    }

    @Test func `cancelling mid-work buries everything live and keeps what is done`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 6)
            let tasks = try await queue.claim(4, of: round.job, worker: worker)
            #expect(try await queue.complete([tasks[0]], worker: worker) == [.ok])
            try await queue.fail([tasks[1]], .snooze, delay: .seconds(99), worker: worker)
            #expect(try await queue.rounds.cancel(job: round.job))
            try await sweep(queue)
            #expect(try await queue.places(round.job) == ["result": 1, "dead": 6])
            #expect(try await queue.complete([tasks[2]], worker: worker) == [.stale])
            #expect(try await queue.state(round) == .cancelled)
            #expect(try await queue.violations(round).isEmpty)
            #expect(try await queue.number("select count(*) from pairmill.job where swept") == 1)
        }
    }

    @Test func `what a completion under way still makes is swept as well`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let tasks = try await queue.claim(1, of: round.job, worker: worker)
            let completing = try await queue.connect()
            _ = try await completing.query("begin")
            let done = tasks.map {
                CompletedTask(id: $0.id, token: $0.lease.token, result: StubCompletion.Result())
            }
            _ = try await completing.query(StubCompletion().store(done, by: worker))
            #expect(try await queue.rounds.cancel(job: round.job))
            try await sweep(queue)
            #expect(try await queue.number("select count(*) from pairmill.job where swept") == 0)
            _ = try await completing.query("commit")
            try await sweep(queue)
            #expect(try await queue.places(round.job) == ["result": 1, "dead": 1])
            #expect(try await queue.number("select count(*) from pairmill.job where swept") == 1)
        }
    }

    @Test func `a done job is left alone, and a second cancel does nothing`() async throws {
        try await TestQueue.with { queue in
            let done = try await queue.round(samples: 1)
            try await queue.pool.query("update pairmill.job set state = 'done'")
            #expect(try await !queue.rounds.cancel(job: done.job))
            #expect(try await queue.state(done) == .seeding)
            let other = try await queue.round(samples: 1)
            #expect(try await queue.rounds.cancel(job: other.job))
            #expect(try await !queue.rounds.cancel(job: other.job))
        }
    }

    @Test func `a closing round is reached, a closed one is kept`() async throws {
        try await TestQueue.with { queue in
            for (state, after) in [(RoundState.closing, RoundState.cancelled), (.closed, .closed)] {
                let round = try await queue.round(samples: 0, state: state)
                #expect(try await queue.rounds.cancel(job: round.job))
                #expect(try await queue.state(round) == after)
            }
        }
    }
}
