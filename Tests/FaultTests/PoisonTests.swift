import Contracts
import Domain
import FaultSupport
import Foundation
import PipelineSupport
import TestSupport
import Testing

extension FaultTests {
    /// A task that kills whoever works on it.
    @Suite struct PoisonTests {
        @Test func `it is dead after three crashes, with its history, and comes back when somebody asks`()
            async throws
        {
            let poison = FileManager.default.temporaryDirectory
                .appending(path: "pairmill-poison-\(UInt64.random(in: 0 ... .max))")
            try Foundation.Data().write(to: poison)
            defer { try? FileManager.default.removeItem(at: poison) }  // Deleted by the test already.
            // One at a time, so that no other task is with it when it strikes.
            let settings = ["STUB_POISON": poison.path, "PAIRMILL_CAPACITY": "1"]
            try await withFaultCluster(.stub(latency: 0), replicas: 1, settings: settings) { cluster in
                let pipeline = cluster.pipeline
                // The verifier stands still, so that the round stays open.
                let verifier = try #require(await cluster.processes(of: "verifier").first)
                await cluster.freeze(verifier.seat)
                let job = StubJob(samples: 2, seed: 4)
                let running = try await job.begin(on: pipeline)
                try await untilDead(running, cluster)

                let dead = try await pipeline.send("GET", "/v1/tasks/dead?job=\(running)").succeeded().json
                let task = try #require(dead["data"]?.elements?.first)
                #expect(dead["data"]?.elements?.count == 1)
                #expect(task["crashes"] == 3 && task["attempt"] == 0)
                #expect(task["reason"] == "lost its worker too often")
                #expect(try await Books(cluster.server.database.pool).lost() == 3)

                try FileManager.default.removeItem(at: poison)
                let number = task["task"]?.text ?? ""
                _ = try await pipeline.send("POST", "/v1/tasks/\(number)/redrive").succeeded()
                await cluster.thaw(all: true)
                try await pipeline.wait(for: running, toBe: "done")
                #expect(try await job.check(running, on: pipeline).violations == [])

                let late = try await pipeline.send("POST", "/v1/tasks/\(number)/redrive")
                #expect(late.status == 409)
                #expect(late.text.contains("round_state"))
            }
        }

        /// Starts the generator again as often as it dies, as a supervisor would.
        private func untilDead(_ job: JobID, _ cluster: FaultCluster) async throws {
            try await cluster.pipeline.until("the task is dead", within: .seconds(90)) {
                for (seat, _) in await cluster.processes(of: "generator") { try await cluster.revive(seat) }
                return try await cluster.pipeline.count("dead", of: job) == 1
            }
        }
    }
}
