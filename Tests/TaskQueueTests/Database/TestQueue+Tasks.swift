import Domain
import Logging
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

extension TestQueue {
    func register(_ worker: WorkerID, stage: Stage = .generate, capacity: Int = 8) async throws {
        try await pool.query(
            QueueSQL.beat(worker, stage: stage, name: "test", Beat(capacity: capacity, wanted: capacity)))
    }

    /// Claims up to `count` tasks of a job.
    func claim(
        _ count: Int, of job: Int32, stage: Stage = .generate, worker: WorkerID,
        lasting: Duration = .seconds(60), mark: Int64 = 0
    ) async throws -> [ClaimedTask] {
        let token = LeaseToken.random()
        let sql = QueueSQL.claim(
            worker, token: token, stage: stage, quotas: [.init(job: job, count: count)], marks: [mark],
            lasting: lasting)
        return try await pool.query(sql).map { row in
            let lease = Lease(
                task: TaskID(rawValue: try row.decode(Int64.self, named: "task_id")), token: token,
                trustedUntil: .now + lasting)
            return ClaimedTask(
                lease: lease, attempt: Int(try row.decode(Int16.self, named: "attempt")),
                crashes: Int(try row.decode(Int16.self, named: "crashes")))
        }
    }

    /// Completes tasks and says what became of each.
    func complete(
        _ tasks: [ClaimedTask], _ result: StubCompletion.Result = .init(), worker: WorkerID
    ) async throws -> [CompletionAnswer] {
        let completion = StubCompletion()
        let done = tasks.map { CompletedTask(id: $0.id, token: $0.lease.token, result: result) }
        let stored = try await ids(completion.store(done, by: worker))
        let rest = done.filter { !stored.contains($0.id) }
        var already: Set<TaskID> = []
        for row in try await pool.query(completion.classify(rest.map { ($0.id, $0.token) }))
        where try row.decode(Bool.self, named: "already") {
            already.insert(TaskID(rawValue: try row.decode(Int64.self, named: "task_id")))
        }
        return tasks.map { stored.contains($0.id) ? .ok : already.contains($0.id) ? .already : .stale }
    }

    /// Gives tasks back; returns those whose lease was still held.
    @discardableResult
    func fail(
        _ tasks: [ClaimedTask], _ kind: TaskFailure.Kind, delay: Duration = .zero, worker: WorkerID,
        maxAttempts: Int = 5
    ) async throws -> Set<TaskID> {
        let failed = tasks.map {
            FailedTask(
                id: $0.id, token: $0.lease.token,
                failure: TaskFailure(kind: kind, reason: "a \(kind)", delay: nil), delay: delay)
        }
        return try await ids(QueueSQL.fail(worker, failed, maxAttempts: maxAttempts))
    }

    /// Rescues; nil if it was not the time. Without grace unless `gap` says so.
    @discardableResult
    func rescue(
        ttl: Duration = .seconds(30), every: Duration = .zero, gap: Duration = .seconds(3600),
        maxCrashes: Int = 3
    ) async throws -> (armed: Bool, moved: Int, began: Bool)? {
        let sql = QueueSQL.rescue(ttl: ttl, every: every, gap: gap, maxCrashes: maxCrashes, limit: 1000)
        let row = try #require(try await pool.query(sql).first)
        guard let armed = try row.decode(Bool?.self, named: "armed") else { return nil }
        return (
            armed, Int(try row.decode(Int64.self, named: "moved")), try row.decode(Bool.self, named: "began")
        )
    }

    /// Makes every duty due, and the next sweep follow a recent one, so that no grace
    /// begins; the server may have started a moment ago.
    func arm() async throws {
        try await pool.query(
            """
            update pairmill.duty set grace_until = '-infinity', ran_at = case name
                when 'rescue' then clock_timestamp() else '-infinity' end
            """)
    }

    @discardableResult
    func promote() async throws -> Int { try await number(QueueSQL.promote(limit: 1000)) }

    /// A source on this database, reached in its own way if need be.
    func source(
        _ stage: Stage = .generate, capacity: Int, settings: QueueSettings = QueueSettings(),
        connect: TaskSource<StubCompletion>.Connect? = nil
    ) -> TaskSource<StubCompletion> {
        TaskSource(
            stage: stage, name: "test", capacity: capacity, completion: StubCompletion(), settings: settings,
            logger: quiet, connect: connect ?? database.connect)
    }

    func upkeep() -> Upkeep { Upkeep(pool, logger: quiet) }

    private var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    private func ids(_ sql: SQL) async throws -> Set<TaskID> {
        Set(try await pool.query(sql).map { TaskID(rawValue: try $0.decode(Int64.self, named: "task_id")) })
    }
}
