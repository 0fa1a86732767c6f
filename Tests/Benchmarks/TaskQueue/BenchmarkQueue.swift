import Domain
import EmbeddedPostgres
import Foundation
import Logging
import Postgres
import Synchronization
import TaskQueue

/// The task tables on a private durable server, and workers who only claim and complete.
///
/// Workers are whole `TaskSource`s in this process, so figures include their CPU; the
/// handler does nothing.
final class BenchmarkQueue: Sendable {
    let connection: PostgresConnection
    let workers = 4
    private let settings: ConnectionSettings
    private let body = String(repeating: "x", count: 1_024)
    private let seeded = Atomic(0)
    private let finished = Atomic(0)

    private init(_ settings: ConnectionSettings) async throws {
        self.settings = settings
        connection = try await PostgresConnection.connect(settings)
        try await Migrator([QueueSchema.migrations]).migrate(connection)
        try await connection.query(BenchmarkCompletion.table)
    }

    /// Starts a server for the body and removes it afterwards.
    static func run(_ body: (BenchmarkQueue) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "pairmill-benchmark-\(getpid())").path
        let cluster = try EmbeddedCluster(folder: folder, durability: .full)
        try cluster.start()
        defer { try? cluster.remove() }  // a temporary folder; what is left is only untidy
        try cluster.createDatabase("benchmark")
        try await body(BenchmarkQueue(ConnectionSettings(address: cluster.address(database: "benchmark"))))
    }

    /// Another connection to the same database.
    func connect() async throws -> PostgresConnection { try await PostgresConnection.connect(settings) }

    /// Completed tasks per second, in batches of this size, from the first claim to the last commit.
    func work(batch: Int, for duration: Duration) async throws -> Double {
        let start = ContinuousClock.now
        let sources = (1...workers).map { source(number: $0, batch: batch) }
        await withTaskGroup { group in
            for source in sources {
                group.addTask { await source.run() }
                group.addTask { await self.finishAll(of: source) }
            }
            // A sleep cut short only shortens the measurement, which is timed.
            try? await Task.sleep(for: duration)
            for source in sources { await source.drain() }
        }
        let elapsed = ContinuousClock.now - start
        let row = try await connection.query("select count(*) as done from pairmill.benchmark_result")[0]
        return Double(try row.decode(Int64.self, named: "done")) / (elapsed / .seconds(1))
    }

    private func source(number: Int, batch: Int) -> TaskSource<BenchmarkCompletion> {
        var queue = QueueSettings()
        queue.batch = batch
        return TaskSource(
            stage: .generate, name: "benchmark \(number)", capacity: batch,
            completion: BenchmarkCompletion(), settings: queue, logger: Logger(label: "benchmark"),
            connect: connect)
    }

    private func finishAll(of source: TaskSource<BenchmarkCompletion>) async {
        for await claim in source.claims {
            for task in claim { await source.finish(task, .completed(body)) }
            finished.add(claim.count, ordering: .relaxed)
        }
    }
}

// MARK: Tables

extension BenchmarkQueue {
    /// Fresh tables but for a job with this many ready tasks.
    func fill(_ count: Int) async throws {
        for table in ["ready", "lease", "benchmark_result", "prog", "job"] {
            try await connection.query("truncate pairmill.\(identifier: table)")
        }
        try await connection.query("insert into pairmill.job (state) values ('running')")
        seeded.store(0, ordering: .relaxed)
        finished.store(0, ordering: .relaxed)
        try await seed(count)
        for table in ["ready", "lease"] {
            try await connection.query("vacuum analyze pairmill.\(identifier: table)")
        }
    }

    /// Seeds whenever fewer than this many tasks wait, until cancelled.
    func keepFull(_ count: Int, chunk: Int = 20_000) async throws {
        while !Task.isCancelled {
            let waiting = seeded.load(ordering: .relaxed) - finished.load(ordering: .relaxed)
            if waiting < count {
                try await seed(chunk)
            } else {
                // Cut short, it is cancelled.
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func seed(_ count: Int) async throws {
        let end = Int64(seeded.add(count, ordering: .relaxed).newValue)
        try await connection.query(
            """
            insert into pairmill.ready (task_id, job, stage)
            select pairmill.task_id(job, 1, g, 0, 0), job, 0
            from pairmill.job, generate_series(\(end - Int64(count))::bigint, \(end - 1)::bigint) g
            """)
    }
}
