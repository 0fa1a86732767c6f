import Contracts
import Domain
import FaultSupport
import PipelineSupport
import TestSupport
import Testing

extension FaultTests {
    /// Something everybody needs is away for a while.
    @Suite struct OutageTests {
        @Test
        func `a backend that is away burns no attempt, is not stormed, and work goes on when it is back`()
            async throws
        {
            try await withFaultCluster(.real(latency: 20), replicas: 1) { cluster in
                let lines = try await SceneJob.lines(12, on: cluster.pipeline)
                let job = try await SceneJob(lines: lines).inPeace(on: cluster.pipeline)
                let outage = try await BackendOutage(cluster).run(job, lasting: .seconds(12))
                #expect(outage.violations == [])
                #expect(outage.attempts == 0)
                #expect(outage.claimsPerSecond < 200, "64 places a process, asked at most every second")
                #expect(outage.recovery < .seconds(5))
            }
        }

        @Test
        func `PostgreSQL is away: calls end, results wait for it and are delivered, nothing is done twice`()
            async throws
        {
            try await withFaultCluster(.stub(latency: 300), replicas: 1) { cluster in
                let books = Books(cluster.server.database.pool)
                async let outcome = StubJob(samples: 40, seed: 5).run(
                    on: cluster.pipeline, within: .seconds(120))
                try await cluster.pipeline.until("work goes on", within: .seconds(30)) {
                    try await books.results() > 100
                }
                try await cluster.crashDatabase()
                // Longer than a worker may be silent.
                try await Task.sleep(for: FaultCluster.ttl * 1.5)
                try await cluster.startDatabase()
                #expect(try await outcome.violations == [])
                #expect(try await books.lost() == 0)
                #expect(try await books.attempts() == 0)
            }
        }

        @Test func `a full disk is told to whoever uploads, line by line, and the same upload goes on later`()
            async throws
        {
            try await withFaultCluster(.stub(latency: 0), replicas: 1) { cluster in
                do { try await cluster.fillDisk() } catch FaultError.missing(let reason) {
                    // Only root can make such a disk.
                    return print("skipped: \(reason)")
                }
                let job = try await cluster.pipeline.createJob()
                let lines = try (1...5).map { try Pipeline.sample($0).json + "\n" }.joined()
                let full = try await upload(lines, to: job, cluster)
                for line in full.dropLast() {
                    #expect(line["error"]?["code"] == "image_not_stored")
                    #expect(line["error"]?["message"]?.text?.contains("No space left") == true)
                }
                #expect(full.last?["summary"]?["stored"] == 0)
                await cluster.freeDisk()
                let free = try await upload(lines, to: job, cluster)
                #expect(free.last?["summary"]?["stored"] == 5)
            }
        }

        private func upload(
            _ lines: String, to job: JobID, _ cluster: FaultCluster
        ) async throws -> [JSONValue] {
            try await cluster.pipeline.send(
                "POST", "/v1/jobs/\(job)/samples", body: Array(lines.utf8), type: "application/x-ndjson"
            ).succeeded().lines
        }
    }
}
