import Domain
import EmbeddedPostgres
import Foundation
import Logging
import Postgres
import TaskQueue

/// Claimed and completed tasks per second, by batch, on a private durable server.
///
/// Workers are whole `TaskSource`s in this process, so the figures include their
/// CPU; the handler does nothing.
struct TaskQueueBenchmark {
    private struct Figure {
        let batch: Int
        let perSecond: Double
    }

    private let duration = Duration.seconds(8)
    private let workers = 4
    private let body = String(repeating: "x", count: 1_024)

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "pairmill-benchmark-\(getpid())").path
        let cluster = try EmbeddedCluster(folder: folder, durability: .full)
        try cluster.start()
        defer { try? cluster.remove() }  // a temporary folder; what is left is only untidy
        try cluster.createDatabase("benchmark")
        let settings = ConnectionSettings(address: cluster.address(database: "benchmark"))
        let connection = try await PostgresConnection.connect(settings)
        try await Migrator([QueueSchema.migrations]).migrate(connection)
        try await connection.query(BenchmarkCompletion.table)
        var figures: [Figure] = []
        for batch in [1, 16, 64] {
            figures.append(try await measure(batch, settings, connection))
        }
        report(figures)
    }

    private func report(_ figures: [Figure]) {
        print("claim + complete, 1 KB result, \(workers) workers, \(duration) each, synchronous commits:")
        for figure in figures {
            let ratio = figure.perSecond / (figures.first?.perSecond ?? 1)
            let rate = Int(figure.perSecond.rounded())
            print("  batch \(figure.batch): \(rate) tasks/s, \(Double(Int(ratio * 10)) / 10) × batch 1")
        }
    }

    private func measure(
        _ batch: Int, _ settings: ConnectionSettings, _ connection: PostgresConnection
    ) async throws -> Figure {
        try await fill(connection)
        var queue = QueueSettings()
        queue.batch = batch
        let sources = (1...workers).map { number in
            TaskSource(
                stage: .generate, name: "benchmark \(number)", capacity: batch,
                completion: BenchmarkCompletion(), settings: queue, logger: Logger(label: "benchmark")
            ) { try await PostgresConnection.connect(settings) }
        }
        let start = ContinuousClock.now
        await withTaskGroup { group in
            for source in sources {
                group.addTask { await source.run() }
                group.addTask {
                    for await claim in source.claims {
                        for task in claim { await source.finish(task, .completed(body)) }
                    }
                }
            }
            // A sleep cut short only shortens the measurement, which is timed.
            try? await Task.sleep(for: duration)
            for source in sources { await source.drain() }
        }
        let elapsed = ContinuousClock.now - start
        let row = try await connection.query("select count(*) as done from pairmill.benchmark_result")[0]
        let done = try row.decode(Int64.self, named: "done")
        return Figure(batch: batch, perSecond: Double(done) / (elapsed / .seconds(1)))
    }

    /// Empty tables but for a job with plenty of ready tasks.
    private func fill(_ connection: PostgresConnection) async throws {
        for table in ["ready", "lease", "benchmark_result", "prog", "job"] {
            try await connection.query("truncate pairmill.\(identifier: table)")
        }
        try await connection.query(
            """
            with made as (insert into pairmill.job (state) values ('running') returning job)
            insert into pairmill.ready (task_id, job, stage)
            select pairmill.task_id(job, 1, g, 0, 0), job, 0 from made, generate_series(0, 499999) g
            """)
        for table in ["ready", "lease"] {
            try await connection.query("vacuum analyze pairmill.\(identifier: table)")
        }
    }
}
