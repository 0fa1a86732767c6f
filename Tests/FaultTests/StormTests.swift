import FaultSupport
import PipelineSupport
import Postgres
import TestSupport
import Testing

extension FaultTests {
    @Suite struct StormTests {
        private static let seed = UInt64.random(in: 0...999_999)

        @Test func `a cluster that is struck again and again loses nothing and makes each pair once`()
            async throws
        {
            print("StormTests seed \(Self.seed)")
            let plan = FaultRun.Plan(seed: Self.seed, faults: Fault.ofCluster, tasks: 3_000, strokes: 10)
            let figures = try await withFaultCluster(.stub(latency: 20)) { cluster in
                try await FaultRun(cluster, plan) { StubJob(samples: 100, seed: $0) }.run()
            }
            print(figures.lines.joined(separator: "\n"))
            #expect(figures.violations.isEmpty, "seed \(Self.seed)")
            #expect(figures.looks > 5 && figures.pairs > 0)
        }

        @Test func `a job that is struck comes to the pairs it comes to in peace`() async throws {
            print("StormTests seed \(Self.seed)")
            let plan = FaultRun.Plan(seed: Self.seed, faults: Fault.allCases, tasks: 0, strokes: 8)
            let figures = try await withFaultCluster(.real(latency: 30), replicas: 1) { cluster in
                let lines = try await SceneJob.lines(16, on: cluster.pipeline)
                let job = try await SceneJob(lines: lines).inPeace(on: cluster.pipeline)
                return try await FaultRun(cluster, plan) { _ in job }.run()
            }
            print(figures.lines.joined(separator: "\n"))
            #expect(figures.violations.isEmpty, "seed \(Self.seed)")
            #expect(figures.pairs > 0)
        }

        @Test func `a task that vanishes does not go unnoticed`() async throws {
            try await withFaultCluster(.stub(latency: 60_000), replicas: 1) { cluster in
                let (job, pool) = (StubJob(samples: 20, seed: 6), cluster.server.database.pool)
                let running = try await job.begin(on: cluster.pipeline)
                try await cluster.pipeline.until("tasks are ready", within: .seconds(30)) {
                    try await cluster.pipeline.count("ready", of: running) > 0
                }
                #expect(try await Books(pool).look().isEmpty)
                try await pool.query(
                    "delete from pairmill.ready where qid = (select min(qid) from pairmill.ready)")
                #expect(try await Books(pool).look().first?.contains("1 are nowhere") == true)
                #expect(try await !job.check(running, on: cluster.pipeline).violations.isEmpty)
                _ = try await cluster.pipeline.move(running, "cancel")
            }
        }
    }
}

/// Runs a body on a cluster of its own; nothing of it stays behind.
func withFaultCluster<Value: Sendable>(
    _ stages: FaultCluster.Stages, replicas: Int = 2, settings: [String: String] = [:],
    _ body: @Sendable (FaultCluster) async throws -> Value
) async throws -> Value {
    let cluster = try await FaultCluster(stages, replicas: replicas, settings: settings)
    let result: Result<Value, any Error>
    do {
        try await cluster.start()
        result = .success(try await body(cluster))
    } catch {
        print(await cluster.lastWords)
        result = .failure(error)
    }
    await cluster.stop()
    return try result.get()
}
