import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct CompleteTests {
    private let worker = WorkerID.random()

    @Test func `a result is stored with its successors and the end of its task`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1, feedbacks: 2)
            let tasks = try await queue.claim(1, of: round.job, worker: worker)
            #expect(try await queue.places(round.job) == ["lease": 1])
            #expect(try await queue.complete(tasks, .init(feedbacks: 2), worker: worker) == [.ok])
            #expect(try await queue.places(round.job) == ["result": 1, "ready": 3])
            let verify = try await queue.claim(9, of: round.job, stage: .verify, worker: worker)
            #expect(verify.map(\.id) == [tasks[0].id.at(.verifyResponse)])
            let revise = try await queue.claim(9, of: round.job, stage: .revise, worker: worker)
            #expect(revise.map(\.id) == (1...2).map { tasks[0].id.at(.revise(feedback: $0)) })
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `sending again is answered with already, and successors come once`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 2)
            let tasks = try await queue.claim(2, of: round.job, worker: worker)
            #expect(try await queue.complete(tasks, worker: worker) == [.ok, .ok])
            #expect(try await queue.complete(tasks, worker: worker) == [.already, .already])
            #expect(try await queue.places(round.job) == ["result": 2, "ready": 2])
        }
    }

    @Test func `a late answer is stale and changes nothing`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let zombie = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.fail(zombie, .release, worker: worker)
            #expect(try await queue.complete(zombie, worker: worker) == [.stale])
            let other = try await queue.claim(1, of: round.job, worker: .random())
            #expect(try await queue.complete(zombie, worker: worker) == [.stale])
            #expect(try await queue.complete(other, .init(body: "mine"), worker: worker) == [.ok])
            #expect(try await queue.complete(zombie, worker: worker) == [.stale])
            #expect(try await queue.text("select body from pairmill.stub_result") == "mine")
            #expect(
                try await queue.number("select token from pairmill.stub_result")
                    == Int(other[0].lease.token.rawValue))
        }
    }

    @Test func `a result that exists already keeps its token and gets no successors`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let tasks = try await queue.claim(1, of: round.job, worker: worker)
            let id = tasks[0].id.rawValue
            try await queue.pool.query(
                "insert into pairmill.stub_result values (\(id)::bigint, 1, 0, 'first')")
            #expect(try await queue.complete(tasks, worker: worker) == [.stale])
            #expect(try await queue.places(round.job) == ["result": 1])
        }
    }
}
