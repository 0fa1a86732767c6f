import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct RescueTests {
    private let worker = WorkerID.random()

    @Test func `tasks of a worker that no longer beats return, and their attempt is kept`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 2)
            try await queue.register(worker)
            let tasks = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.arm()
            #expect(try await queue.rescue()?.moved == 0)
            try await queue.pool.query("update pairmill.worker set beat = now() - interval '31 s'")
            #expect(try await queue.rescue()?.moved == 1)
            let again = try await queue.claim(2, of: round.job, worker: .random())
            let rescued = try #require(again.first { $0.id == tasks[0].id })
            #expect(rescued.attempt == 0 && rescued.crashes == 1)
            #expect(try await queue.complete(tasks, worker: worker) == [.stale])
        }
    }

    @Test func `a worker that nobody knows is dead`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            _ = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.arm()
            #expect(try await queue.rescue()?.moved == 1)
        }
    }

    @Test func `a deadline ends the lease of a living worker`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            try await queue.register(worker)
            _ = try await queue.claim(1, of: round.job, worker: worker, lasting: .zero)
            try await queue.arm()
            #expect(try await queue.rescue()?.moved == 1)
        }
    }

    @Test func `a task that loses its worker too often dies`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            for crash in 0..<3 {
                let tasks = try await queue.claim(1, of: round.job, worker: .random())
                #expect(tasks.map(\.crashes) == [crash])
                try await queue.arm()
                #expect(try await queue.rescue()?.moved == 1)
            }
            #expect(try await queue.places(round.job) == ["dead": 1])
            #expect(try await queue.text("select reason from pairmill.dead") == "lost its worker too often")
            #expect(
                try await queue.number("select count(*) from pairmill.attempt_log where outcome = 'lost'")
                    == 3)
        }
    }

    @Test(arguments: [
        ("clock_timestamp() - interval '200 ms'", Duration.milliseconds(100)),
        ("clock_timestamp() + interval '1 h'", .seconds(3600)),
        ("pg_postmaster_start_time() - interval '1 s'", .seconds(3600)),
    ])
    func `after a gap, a clock stepped back or a restart there is a ttl of grace`(
        last: String, gap: Duration
    ) async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            _ = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.arm()
            #expect(try await queue.rescue(maxCrashes: 9)?.moved == 1, "no grace without a reason")
            _ = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.pool.query("update pairmill.duty set ran_at = \(unescaped: last)")
            let sweep = try await queue.rescue(gap: gap)
            #expect(sweep?.armed == false && sweep?.moved == 0 && sweep?.began == true)
            let next = try await queue.rescue()
            #expect(next?.armed == false && next?.moved == 0 && next?.began == false, "grace lasts")
            try await queue.pool.query("update pairmill.duty set grace_until = now() - interval '1 ms'")
            #expect(try await queue.rescue()?.moved == 1)
        }
    }

    /// Found by the schedules of ConservationTests: it withheld rescue for a ttl.
    @Test func `a sweep whose transaction began before another's is no clock stepped back`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            _ = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.arm()
            let earlier = try await queue.connect()
            _ = try await earlier.query("begin")
            _ = try await earlier.query("select now()")
            #expect(try await queue.rescue()?.armed == true)
            let sql = QueueSQL.rescue(
                ttl: .seconds(30), every: .zero, gap: .seconds(3600), maxCrashes: 3, limit: 10)
            let row = try #require(try await earlier.query(sql).first)
            let armed = try row.decode(Bool.self, named: "armed")
            #expect(armed)
        }
    }

    @Test func `one sweep passes per interval`() async throws {
        try await TestQueue.with { queue in
            try await queue.arm()
            #expect(try await queue.rescue() != nil)
            #expect(try await queue.rescue(every: .seconds(2)) == nil)
        }
    }

    @Test func `reconciling returns strays and names what is gone`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 4)
            try await queue.register(worker)
            let known = try await queue.claim(2, of: round.job, worker: worker)
            let unheard = try await queue.claim(1, of: round.job, worker: worker)
            let others = try await queue.claim(1, of: round.job, worker: .random())
            try await queue.fail([known[1]], .release, worker: worker)
            // Claimed again by a claim of ours whose answer was lost.
            _ = try await queue.claim(1, of: round.job, worker: worker)

            let link = QueueLink(
                connection: try await queue.connect(), worker: worker, stage: .generate, name: "test",
                completion: StubCompletion(), settings: QueueSettings())
            let (gone, strays) = try await link.reconcile(known.map { ($0.id, $0.lease.token) })
            #expect(gone.map(\.id) == [known[1].id])
            #expect(strays == 2)
            #expect(try await queue.places(round.job) == ["lease": 2, "ready": 2])
            #expect(try await queue.complete([known[0]] + others, worker: worker) == [.ok, .ok])
            #expect(try await queue.complete(unheard, worker: worker) == [.stale])
        }
    }

    @Test func `silent workers are forgotten unless they hold something`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            for silent in [worker, .random()] { try await queue.register(silent) }
            _ = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.pool.query("update pairmill.worker set beat = now() - interval '61 min'")
            try await queue.register(.random())
            #expect(try await queue.number(QueueSQL.pruneWorkers) == 1)
            #expect(try await queue.number("select count(*) from pairmill.worker") == 2)
        }
    }
}
