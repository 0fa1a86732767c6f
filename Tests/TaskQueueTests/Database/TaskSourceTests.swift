import Domain
import Logging
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

@Suite(.timeLimit(.minutes(2)), .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct TaskSourceTests {
    private typealias Outcome = TaskOutcome<StubCompletion.Result>

    /// Runs a source and handles its tasks one after the other; drains after `count`.
    private func work(
        _ source: TaskSource<StubCompletion>, count: Int,
        _ handle: @escaping @Sendable (ClaimedTask) async throws -> Outcome
    ) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await source.run() }
            group.addTask {
                var handled = 0
                for await claim in source.claims {
                    for task in claim {
                        await source.finish(task, try await handle(task))
                        handled += 1
                        if handled == count { await source.drain() }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `every task is claimed, completed and forgotten, and draining ends in good order`()
        async throws
    {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 150, feedbacks: 1)
            try await work(queue.source(capacity: 16), count: 150) { _ in .completed(.init(feedbacks: 1)) }
            #expect(try await queue.places(round.job) == ["result": 150, "ready": 300])
            #expect(try await queue.number("select count(*) from pairmill.worker") == 0)
            #expect(try await queue.violations(round).isEmpty)
        }
    }

    @Test func `a worker beats, holds no more than its capacity and may start what it holds`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 20)
            let source = queue.source(capacity: 5)
            try await work(source, count: 20) { task in
                let capacity = try await queue.number("select capacity::bigint from pairmill.worker")
                #expect(capacity == 5)
                let mayStart = await source.mayStart(task)
                #expect(mayStart)
                return .completed(.init())
            }
            #expect(try await queue.places(round.job) == ["result": 20, "ready": 20])
        }
    }

    @Test func `one poisonous result of a batch of 64 costs the other 63 nothing`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 64)
            let source = queue.source(capacity: 64)
            await withTaskGroup { group in
                group.addTask { await source.run() }
                group.addTask {
                    var tasks: [ClaimedTask] = []
                    for await claim in source.claims {
                        tasks += claim
                        if tasks.count == 64 { await source.drain() }
                    }
                    for task in tasks {
                        let body = task.id.sample == 37 ? StubCompletion.poison : "fine"
                        await source.finish(task, .completed(.init(body: body)))
                    }
                }
            }
            #expect(try await queue.places(round.job) == ["result": 63, "ready": 63, "dead": 1])
            #expect(try await queue.number("select pairmill.sample_of(task_id) from pairmill.dead") == 37)
            #expect(try await queue.text("select reason from pairmill.dead").contains("stub_body"))
        }
    }

    @Test func `a result with NUL fails alone as well`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 3)
            try await work(queue.source(capacity: 3), count: 3) { task in
                .completed(.init(body: task.id.sample == 1 ? "a\0b" : "fine"))
            }
            #expect(try await queue.places(round.job) == ["result": 2, "ready": 2, "dead": 1])
        }
    }

    @Test func `failures go where their kind says`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 4)
            try await work(queue.source(capacity: 4), count: 4) { task in
                switch task.id.sample {
                case 0: .retry("unreadable")
                case 1: .snooze("busy", for: .seconds(60))
                case 2: .fatal("no image")
                default: .completed(.init())
                }
            }
            #expect(try await queue.places(round.job) == ["result": 1, "ready": 1, "deferred": 2, "dead": 1])
        }
    }

    @Test func `releasing everything leaves no lease and burns no attempt`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 8)
            let source = queue.source(capacity: 8)
            await withTaskGroup { group in
                group.addTask { await source.run() }
                group.addTask {
                    for await claim in source.claims where claim.contains(where: { $0.id.sample == 7 }) {
                        await source.releaseAll()
                    }
                }
            }
            #expect(try await queue.places(round.job) == ["ready": 8])
            let again = try await queue.claim(8, of: round.job, worker: .random())
            #expect(again.allSatisfy { $0.attempt == 0 && $0.crashes == 0 })
        }
    }

    @Test func `a released source ends also while the database is away`() async throws {
        struct Away: Error {}
        var settings = QueueSettings()
        settings.releasePatience = .milliseconds(10)
        let source = TaskSource(
            stage: .generate, name: "test", capacity: 1, completion: StubCompletion(), settings: settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { throw Away() }
        await withTaskGroup { group in
            group.addTask { await source.run() }
            await source.releaseAll()
            await group.waitForAll()
        }
        #expect(await source.isStopping)
    }

    @Test func `connections that are cut lose nothing and double nothing`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 300)
            try await work(queue.source(capacity: 10), count: 300) { task in
                if task.id.sample % 40 == 7 {
                    try await queue.pool.query(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                            and query ilike '%lease%'
                        """)
                }
                return .completed(.init())
            }
            #expect(try await queue.places(round.job)["lease"] == nil)
            #expect(try await queue.violations(round).isEmpty)
            let places = try await queue.places(round.job)
            #expect(places["result", default: 0] + places["ready", default: 0] >= 300)
        }
    }

    @Test func `a claim whose answer was lost is taken back`() async throws {
        try await TestQueue.with { queue in
            let round = try await queue.openRound(samples: 3)
            let source = queue.source(capacity: 3)
            _ = try await queue.claim(2, of: round.job, worker: source.worker)
            try await work(source, count: 3) { _ in .completed(.init()) }
            #expect(try await queue.places(round.job) == ["result": 3, "ready": 3])
        }
    }

    @Test func `a paused job gets nothing, capacity 0 claims nothing`() async throws {
        try await TestQueue.with { queue in
            let paused = try await queue.openRound(samples: 5)
            let running = try await queue.openRound(samples: 5)
            try await queue.pool.query(
                "update pairmill.job set state = 'paused' where job = \(paused.job)::int")
            try await work(queue.source(capacity: 8), count: 5) { task in
                #expect(task.id.job == running.job)
                return .completed(.init())
            }
            #expect(try await queue.places(paused.job) == ["ready": 5])
        }
    }
}
