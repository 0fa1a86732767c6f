import FaultSupport
import PipelineSupport
import TestSupport
import Testing

extension FaultTests {
    /// What a stop leaves behind, gentle or not.
    @Suite struct ShutdownTests {
        /// The defaults: here nobody is to be taken for dead, however busy the machine is.
        private static let settings = ["PAIRMILL_QUEUE_TTL": "30s", "PAIRMILL_QUEUE_BEAT": "5s"]

        @Test func `a stage that is stopped delivers what it holds, and leaves no lease and no attempt`()
            async throws
        {
            let settings = Self.settings.merging(["PAIRMILL_GRACE": "20s"]) { $1 }
            try await withFaultCluster(.stub(latency: 4_000), replicas: 1, settings: settings) { cluster in
                let books = Books(cluster.server.database.pool)
                let running = try await StubJob(samples: 8, seed: 1).begin(on: cluster.pipeline)
                let generator = try #require(await cluster.processes(of: "generator").first?.process)
                // A claim that is under way when the stop comes would be given back instead.
                try await cluster.pipeline.until("it has taken every task", within: .seconds(30)) {
                    try await cluster.sum(of: "pairmill_tasks_claimed_total", over: "generator") == 64
                }
                let stored = try await books.results()
                let held = try await cluster.pipeline.leases(of: "generator-1")
                try #require(held > 16)
                generator.terminate()
                // It is gone a moment before its shell has written the code.
                try await cluster.pipeline.until("it ends", within: .seconds(20)) {
                    generator.exitCode != nil
                }
                #expect(generator.exitCode == 0)
                #expect(try await cluster.pipeline.leases(of: "generator-1") == 0)
                #expect(try await books.results() - stored >= held)
                #expect(try await books.attempts() == 0)
                #expect(try await books.lost() == 0)
                #expect(try await books.look().isEmpty)
                _ = try await cluster.pipeline.move(running, "cancel")
            }
        }

        @Test func `a second SIGTERM gives everything back at once`() async throws {
            try await withFaultCluster(
                .stub(latency: 60_000), replicas: 1, settings: Self.settings
            ) { cluster in
                let books = Books(cluster.server.database.pool)
                let running = try await StubJob(samples: 10, seed: 2).begin(on: cluster.pipeline)
                let generator = try #require(await cluster.processes(of: "generator").first?.process)
                try await cluster.pipeline.until("it holds tasks", within: .seconds(30)) {
                    try await cluster.pipeline.leases(of: "generator-1") > 16
                }
                generator.terminate()
                try await cluster.pipeline.until("it drains", within: .seconds(10)) {
                    generator.printed.contains("stop signal")
                }
                generator.terminate()
                try await cluster.pipeline.until("it ends", within: .seconds(10)) { generator.isGone }
                #expect(try await books.leases() == 0)
                #expect(try await cluster.pipeline.count("ready", of: running) == 80)
                #expect(try await books.attempts() == 0)
                #expect(try await books.lost() == 0)
                _ = try await cluster.pipeline.move(running, "cancel")
            }
        }

        @Test func `every process is replaced in turn under load, and nothing is lost or done twice`()
            async throws
        {
            try await withFaultCluster(.stub(latency: 100), settings: Self.settings) { cluster in
                let books = Books(cluster.server.database.pool)
                async let outcome = StubJob(samples: 120, seed: 3).run(
                    on: cluster.pipeline, within: .seconds(120))
                try await cluster.pipeline.until("work goes on", within: .seconds(30)) {
                    try await books.results() > 100
                }
                for program in ["orchestrator", "generator", "reviser", "verifier"] {
                    for (seat, _) in await cluster.processes(of: program) {
                        try await cluster.replace(seat, gently: true)
                        try await cluster.waitUntilReady(seat)
                    }
                }
                #expect(try await outcome.violations == [])
                #expect(try await books.attempts() == 0)
                #expect(try await books.lost() == 0)
            }
        }
    }
}
