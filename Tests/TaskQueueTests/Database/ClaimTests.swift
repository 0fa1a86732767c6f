import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct ClaimTests {
    private let worker = WorkerID.random()

    @Test func `one claim serves several jobs, each up to its quota, oldest first`() async throws {
        try await TestQueue.with { queue in
            let one = try await queue.openRound(samples: 10)
            let two = try await queue.openRound(samples: 10)
            let sql = QueueSQL.claim(
                worker, token: .random(), stage: .generate,
                quotas: [.init(job: one.job, count: 2), .init(job: two.job, count: 5)], marks: [0, 0],
                lasting: .seconds(60))
            let ids = try await queue.pool.query(sql).map {
                TaskID(rawValue: try $0.decode(Int64.self, named: "task_id"))
            }
            #expect(ids.filter { $0.job == one.job }.map(\.sample) == [0, 1])
            #expect(ids.filter { $0.job == two.job }.map(\.sample) == [0, 1, 2, 3, 4])
        }
    }

    @Test func `two claims at once never take the same task nor wait for each other`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 20)
            let holding = try await queue.connect()
            _ = try await holding.query("begin")
            let sql = QueueSQL.claim(
                worker, token: .random(), stage: .generate, quotas: [.init(job: round.job, count: 8)],
                marks: [0], lasting: .seconds(60))
            #expect(try await holding.query(sql).count == 8)
            let others = try await queue.claim(20, of: round.job, worker: .random())
            #expect(others.map(\.id.sample) == Array(8..<20))
            _ = try await holding.query("rollback")
            #expect(try await queue.claim(20, of: round.job, worker: .random()).count == 8)
        }
    }

    @Test func `a claim reads above its mark and only its stage`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 5)
            let mark = try await queue.number("select min(qid) + 1 from pairmill.ready")
            let tasks = try await queue.claim(9, of: round.job, worker: worker, mark: Int64(mark))
            #expect(tasks.map(\.id.sample) == [2, 3, 4])
            #expect(try await queue.claim(9, of: round.job, stage: .verify, worker: worker).isEmpty)
        }
    }

    @Test func `a doubled ready row vanishes instead of blocking`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 2)
            try await queue.pool.query(
                """
                insert into pairmill.ready (task_id, job, stage)
                select task_id, job, stage from pairmill.ready
                """
            )
            let tasks = try await queue.claim(3, of: round.job, worker: worker)
            #expect(tasks.count == 2)
            #expect(try await queue.claim(3, of: round.job, worker: worker).isEmpty)
            #expect(try await queue.places(round.job) == ["lease": 2])
        }
    }

    @Test func `a worker sees running jobs only, and its part of their caps`() async throws {
        try await TestQueue.with { queue in
            let running = try await queue.openRound(samples: 1, weight: 5)
            let paused = try await queue.openRound(samples: 1)
            try await queue.pool.query(
                "update pairmill.job set state = 'paused' where job = \(paused.job)::int")
            try await queue.pool.query("update pairmill.job set cap = 5")
            for _ in 0..<2 { try await queue.register(.random()) }
            try await queue.register(.random(), stage: .verify)
            let link = QueueLink(
                connection: try await queue.connect(), worker: worker, stage: .generate, name: "test",
                completion: StubCompletion(), settings: QueueSettings())
            #expect(try await link.shares() == [JobShare(job: running.job, weight: 5, cap: 3)])
        }
    }

    @Test func `depth is counted up to its limit`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 30)
            for (limit, count) in [(10, 10), (100, 30)] {
                let rows = try await queue.pool.query(
                    QueueSQL.depth(
                        stages: [.generate, .verify], jobs: [round.job, round.job], marks: [0, 0],
                        limit: limit))
                #expect(
                    try rows.map { try $0.decode(Int64.self, named: "depth") }.sorted() == [0, Int64(count)])
            }
        }
    }
}
