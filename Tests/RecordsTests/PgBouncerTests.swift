import Domain
import Logging
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

/// Everything but LISTEN works through a pgbouncer in transaction mode (QUEUE R45), with
/// settings as operators are told to choose them: nothing prepared, no hints.
@Suite(.timeLimit(.minutes(3)), .enabled(if: PgBouncer.isAvailable, "\(PgBouncer.skipReason)"))
struct PgBouncerTests {
    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test(arguments: [false, true])
    func `stages and upkeep bring a round to its end through it, with hints left on as well`(
        hints: Bool
    ) async throws {
        try await TestMill.withCreatedJob { mill in
            try await mill.start(samples: 12, slots: 2)
            try await withPgBouncer(before: mill.database) { bouncer in
                let settings = bouncer.settings()
                let pool = PostgresPool(settings, pool: PoolSettings(connections: 3), logger: quiet)
                var queue = QueueSettings()
                queue.hints = hints
                let upkeep = Upkeep(pool, settings: queue, logger: quiet)

                await work(on: mill, settings, queue, upkeep)
                // The duties beside the work may have closed it already; the suite's limit ends this.
                while try await RoundRecords(mill.pool).list(of: mill.number).first?.state == .open {
                    try await mill.pool.query(
                        "update pairmill.duty set ran_at = '-infinity' where name = 'close'")
                    _ = try await upkeep.perform(.close)
                }
                await pool.shutdown()
            }
            #expect(try await RoundRecords(mill.pool).list(of: mill.number).first?.state == .closing)
            let tables = ["response", "revision", "verdict", "queue_place"]
            var counts: [Int] = []
            for table in tables { counts.append(try await mill.tasks(in: table).count) }
            #expect(counts == [24, 48, 72, 0])
            try await mill.expectConservation()
        }
    }

    /// Serves all stages, and does the duties meanwhile, until every task has its result.
    private func work(
        on mill: TestMill, _ settings: ConnectionSettings, _ queue: QueueSettings, _ upkeep: Upkeep
    ) async {
        await withTaskGroup { group in
            group.addTask { await upkeep.run() }
            await withTaskGroup { stages in
                stages.addTask {
                    await serve(.generate, ResponseCompletion(), 24, settings, queue) { mill.response($0) }
                }
                stages.addTask {
                    await serve(.revise, RevisionCompletion(), 48, settings, queue) { mill.revision($0) }
                }
                stages.addTask {
                    await serve(.verify, VerdictCompletion(), 72, settings, queue) { _ in
                        mill.verdict(passes: true)
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// Serves a stage until so many of its tasks are done; each of the first sample fails once.
    private func serve<C: Completion>(
        _ stage: Stage, _ completion: C, _ count: Int, _ settings: ConnectionSettings,
        _ queue: QueueSettings, _ result: @escaping @Sendable (TaskID) -> C.Result
    ) async {
        let source = TaskSource(
            stage: stage, name: "test", capacity: 8, completion: completion, settings: queue, logger: quiet
        ) { try await PostgresConnection.connect(settings) }
        await withTaskGroup { group in
            if queue.hints {
                let listener = HintListener(settings, stage: stage, logger: quiet)
                group.addTask { await listener.run { await source.hint() } }
            }
            group.addTask {
                var left = count
                for await claim in source.claims {
                    for task in claim {
                        let fails = task.id.sample == 0 && task.attempt == 0
                        await source.finish(task, fails ? unreadable() : .completed(result(task.id)))
                        if !fails { left -= 1 }
                        if left == 0 { await source.drain() }
                    }
                }
            }
            await source.run()
            group.cancelAll()
        }
    }

    private func unreadable<Result: Sendable>() -> TaskOutcome<Result> {
        .failed(TaskFailure(kind: .retry, reason: "unreadable", delay: .zero))
    }

    @Test func `more clients than sessions work at once`() async throws {
        try await withTestDatabase { database in
            try await withPgBouncer(before: database) { bouncer in
                var (clients, sessions) = ([PostgresConnection](), Set<Int32>())
                for _ in 0..<PgBouncer.sessions + 3 {
                    clients.append(
                        try await PostgresConnection.connect(bouncer.settings()))
                }
                for client in clients {
                    let row = try await client.query("select pg_backend_pid() as session").first
                    sessions.insert(try #require(row).decode(Int32.self, named: "session"))
                }
                #expect(sessions.count <= PgBouncer.sessions)
            }
        }
    }

    @Test func `what one client listens for reaches whoever has its session, so that hints are of no use`()
        async throws
    {
        try await withTestDatabase { database in
            try await withPgBouncer(before: database) { bouncer in
                let settings = bouncer.settings()
                let listener = try await PostgresConnection.connect(settings)
                try await listener.query("listen pairmill_ready")
                let stranger = try await PostgresConnection.connect(settings)
                try await stranger.query("begin")
                try await database.pool.query("select pg_notify('pairmill_ready', 'generate')")
                try await stranger.query("commit")
                let heard = try await stranger.notifications(within: .seconds(5))
                #expect(heard.map(\.payload) == ["generate"])
                #expect(try await listener.notifications(within: .zero).isEmpty)
            }
        }
    }

    @Test func `the guard rails are the role's there, for they can't be asked for`() async throws {
        try await withTestDatabase { database in
            try await withPgBouncer(before: database) { bouncer in
                try await GuardRails.setOnRole(try await database.connect())
                await #expect {
                    let asking = bouncer.settings(prepares: true)
                    _ = try await PostgresConnection.connect(asking)
                } throws: {
                    "\($0)".contains("options")
                }
                let client = try await PostgresConnection.connect(bouncer.settings())
                let row = try await client.query("show idle_in_transaction_session_timeout").first
                #expect(try #require(row).decode(String.self, at: 0) == "10s")
            }
        }
    }
}
