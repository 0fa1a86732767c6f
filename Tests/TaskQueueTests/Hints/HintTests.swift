import Domain
import Logging
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

/// Sources that ask once an hour, so that only hints can bring them a task in time.
@Suite(.timeLimit(.minutes(3)), .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct HintTests {
    private static var rarely: QueueSettings {
        var settings = QueueSettings()
        settings.poll = .seconds(3600)...Duration.seconds(3600)
        // Jobs that are new are seen at once.
        settings.jobsEvery = .zero
        return settings
    }

    private func listener(_ stage: Stage, _ queue: TestQueue) -> HintListener {
        HintListener(
            queue.database.settings, stage: stage,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs sources whose tasks all succeed, and their listeners, until the body ends.
    private func serving(
        _ sources: [(stage: Stage, source: TaskSource<StubCompletion>)], _ queue: TestQueue,
        _ body: (_ done: AsyncStream<TaskID>, _ listening: AsyncStream<Stage>) async throws -> Void
    ) async throws {
        let (done, doneSink) = AsyncStream.makeStream(of: TaskID.self)
        let (listening, listeningSink) = AsyncStream.makeStream(of: Stage.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (stage, source) in sources {
                group.addTask { await source.run() }
                group.addTask {
                    for await claim in source.claims {
                        for task in claim {
                            await source.finish(task, .completed(.init()))
                            doneSink.yield(task.id)
                        }
                    }
                }
                group.addTask {
                    await listener(stage, queue).run {
                        await source.hint()
                        listeningSink.yield(stage)
                    }
                }
            }
            try await body(done, listening)
            group.cancelAll()
        }
    }

    @Test func `seeding tells idle generators`() async throws {
        try await TestQueue.with { queue in
            let source = queue.source(capacity: 4, settings: Self.rarely)
            let first = try await queue.openRound(samples: 1)
            try await serving([(.generate, source)], queue) { done, listening in
                var (done, listening) = (done.makeAsyncIterator(), listening.makeAsyncIterator())
                #expect(await listening.next() == .generate)
                // It is claimed by a claim for four; the next one is an hour away.
                #expect(await done.next()?.job == first.job)

                let second = try await queue.round(samples: 2)
                #expect(try await queue.upkeep().perform(.seed) == 2)
                #expect(await done.next()?.job == second.job)
            }
        }
    }

    @Test func `a stored result tells the stage it made tasks for`() async throws {
        try await TestQueue.with { queue in
            let verifiers = queue.source(.verify, capacity: 4, settings: Self.rarely)
            let generators = queue.source(capacity: 4)
            // Somebody to tell, before the real ones have beaten.
            try await queue.register(.random(), stage: .verify)
            _ = try await queue.openRound(samples: 1)
            try await serving([(.verify, verifiers), (.generate, generators)], queue) { done, listening in
                var (done, listening) = (done.makeAsyncIterator(), listening.makeAsyncIterator())
                for _ in 0..<2 { _ = await listening.next() }
                var stages = [await done.next()?.stage, await done.next()?.stage]
                #expect(stages == [.generate, .verify])

                // Verifiers have asked and found nothing more: from here on they are told.
                let second = try await queue.round(samples: 1)
                #expect(try await queue.upkeep().perform(.seed) == 1)
                stages = [await done.next()?.stage, await done.next()?.stage]
                #expect(stages == [.generate, .verify])
                #expect(try await queue.violations(second).isEmpty)
            }
        }
    }

    @Test func `a listener that lost its connection listens again and hints at once`() async throws {
        try await TestQueue.with { queue in
            let source = queue.source(capacity: 4, settings: Self.rarely)
            try await serving([(.generate, source)], queue) { done, listening in
                var (done, listening) = (done.makeAsyncIterator(), listening.makeAsyncIterator())
                #expect(await listening.next() == .generate)
                let round = try await queue.openRound(samples: 1)
                try await queue.pool.query(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and query ilike 'listen%'
                    """)
                #expect(await listening.next() == .generate)
                #expect(await done.next()?.job == round.job)
            }
        }
    }

    @Test func `only hints of its own stage concern a worker, and the moment it begins to listen`() {
        func heard(_ stage: Stage) -> PostgresListener.Event {
            .heard(PostgresNotification(channel: QueueSQL.hintChannel, payload: stage.description))
        }
        #expect(HintListener.isHint(heard(.verify), for: .verify))
        #expect(!HintListener.isHint(heard(.generate), for: .verify))
        #expect(HintListener.isHint(.listening, for: .verify))
    }
}
