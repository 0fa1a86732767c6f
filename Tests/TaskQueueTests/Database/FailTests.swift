import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)")) struct FailTests {
    private let worker = WorkerID.random()

    @Test func `a retry waits, costs an attempt and queues at the tail`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 2)
            let first = try await queue.claim(1, of: round.job, worker: worker)
            #expect(try await queue.fail(first, .retry, worker: worker) == Set(first.map(\.id)))
            #expect(try await queue.places(round.job) == ["deferred": 1, "ready": 1])
            #expect(try await queue.promote() == 1)
            let both = try await queue.claim(2, of: round.job, worker: worker)
            #expect(both.first { $0.id == first[0].id }?.attempt == 1)
            let outcome = try await queue.text("select outcome from pairmill.attempt_log")
            #expect(outcome == "retry")
        }
    }

    @Test func `what is not due stays deferred`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let tasks = try await queue.claim(1, of: round.job, worker: worker)
            try await queue.fail(tasks, .retry, delay: .seconds(60), worker: worker)
            #expect(try await queue.promote() == 0)
        }
    }

    @Test func `the last attempt is the task's death, with its reason`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            for _ in 1...3 {
                let tasks = try await queue.claim(1, of: round.job, worker: worker)
                #expect(tasks.count == 1)
                try await queue.fail(tasks, .retry, worker: worker, maxAttempts: 3)
                try await queue.promote()
            }
            #expect(try await queue.places(round.job) == ["dead": 1])
            #expect(try await queue.text("select reason from pairmill.dead") == "a retry")
            #expect(try await queue.number("select attempt::bigint from pairmill.dead") == 3)
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `a snooze costs nothing, however often, and says why`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            for _ in 1...7 {
                let tasks = try await queue.claim(1, of: round.job, worker: worker)
                #expect(tasks.map(\.attempt) == [0])
                try await queue.fail(tasks, .snooze, worker: worker)
                #expect(try await queue.text("select reason from pairmill.deferred") == "a snooze")
                try await queue.promote()
            }
            #expect(try await queue.number("select count(*) from pairmill.attempt_log") == 0)
        }
    }

    @Test func `a fatal failure is death at once, a release is ready at once`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 2)
            let tasks = try await queue.claim(2, of: round.job, worker: worker)
            try await queue.fail([tasks[0]], .fatal, worker: worker)
            try await queue.fail([tasks[1]], .release, worker: worker)
            #expect(try await queue.places(round.job) == ["dead": 1, "ready": 1])
            #expect(try await queue.claim(1, of: round.job, worker: worker).map(\.attempt) == [0])
        }
    }

    @Test func `a failure needs the token, and sending it again counts once`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let tasks = try await queue.claim(1, of: round.job, worker: worker)
            let forged = ClaimedTask(
                lease: Lease(task: tasks[0].id, token: .random(), trustedUntil: .now), attempt: 0, crashes: 0)
            #expect(try await queue.fail([forged], .fatal, worker: worker).isEmpty)
            #expect(try await queue.fail(tasks, .retry, worker: worker).count == 1)
            #expect(try await queue.fail(tasks, .retry, worker: worker).isEmpty)
            #expect(try await queue.number("select count(*) from pairmill.attempt_log") == 1)
        }
    }

    @Test func `a reason may contain anything`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 1)
            let task = try await queue.claim(1, of: round.job, worker: worker)[0]
            let reason = "a \0 NUL, a \"quote\", {braces}, " + String(repeating: "é", count: 5_000)
            let failed = FailedTask(
                id: task.id, token: task.lease.token,
                failure: TaskFailure(kind: .fatal, reason: reason, delay: nil), delay: .zero)
            try await queue.pool.query(QueueSQL.fail(worker, [failed], maxAttempts: 5))
            let stored = try await queue.text("select reason from pairmill.dead")
            #expect(stored.hasPrefix("a  NUL, a \"quote\", {braces}, éé"))
            #expect(stored.count == FailedTask.longestReason)
        }
    }
}
