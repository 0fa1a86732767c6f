import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

/// Who may write the result of a task: the latest claim, and nobody by name.
@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct FencingTests {
    @Test func `a zombie's result is stale once another process has the task, and is dropped`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let zombie = WorkerID.random()
            try await queue.register(zombie)
            let stopped = try await queue.claim(1, of: round.job, worker: zombie)
            try await queue.arm()
            try await queue.pool.query("update pairmill.worker set beat = now() - interval '31 s'")
            #expect(try await queue.rescue()?.moved == 1)
            let other = WorkerID.random()
            let taken = try await queue.claim(1, of: round.job, worker: other)
            // It wakes up, beats and answers.
            try await queue.register(zombie)
            #expect(try await queue.complete(stopped, .init(body: "late"), worker: zombie) == [.stale])
            #expect(try await queue.fail(stopped, .release, worker: zombie).isEmpty)
            #expect(try await queue.complete(taken, .init(body: "mine"), worker: other) == [.ok])
            #expect(try await queue.complete(stopped, .init(body: "late"), worker: zombie) == [.stale])
            #expect(try await queue.text("select body from pairmill.stub_result") == "mine")
        }
    }

    @Test func `a process started again under its name and host inherits nothing`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 4)
            let before = WorkerID.random()
            try await queue.register(before)
            let held = try await queue.claim(2, of: round.job, worker: before)
            let again = queue.source(capacity: 2)
            await withTaskGroup { group in
                group.addTask { await again.run() }
                group.addTask {
                    var done = 0
                    for await claim in again.claims {
                        done += claim.count
                        for task in claim { await again.finish(task, .completed(.init())) }
                        if done == 2 { await again.drain() }
                    }
                }
            }
            // What the first one held is still its own, and it may deliver it.
            #expect(try await queue.places(round.job) == ["lease": 2, "result": 2, "ready": 2])
            #expect(try await queue.complete(held, worker: again.worker) == [.ok, .ok])
        }
    }
}
