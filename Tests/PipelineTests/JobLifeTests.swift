import Contracts
import PipelineSupport
import Testing

extension PipelineTests {
    @Suite struct JobLifeTests {
        @Test func `a job without samples is done at once, without pairs, and says so`() async throws {
            try await withPipeline { pipeline in
                let job = try await pipeline.startJob(samples: 0)
                try await pipeline.wait(for: job, toBe: "done", within: .seconds(30))

                let status = try await pipeline.status(of: job)
                #expect(status["pairs"] == 0)
                #expect(
                    status["warnings"]?.elements?.contains { $0.text?.contains("no samples") == true } == true
                )
                #expect(try await pipeline.pairs(of: job).isEmpty)
            }
        }

        @Test func `a paused job starts nothing until it is resumed, a cancelled one ends`() async throws {
            try await withPipeline(latency: .milliseconds(100)) { pipeline in
                let job = try await pipeline.startJob(samples: 10)
                try await pipeline.until("something is done", within: .seconds(30)) {
                    try await pipeline.count("done", of: job) > 0
                }
                #expect(try await pipeline.move(job, "pause") == "paused")
                try await pipeline.until("leases have ended", within: .seconds(30)) {
                    try await pipeline.count("leased", of: job) == 0
                }
                let done = try await pipeline.count("done", of: job)
                // The stages go on meanwhile: they do all of another job.
                let beside = try await pipeline.startJob(samples: 2)
                try await pipeline.wait(for: beside, toBe: "done")
                #expect(try await pipeline.count("done", of: job) == done)
                #expect(try await pipeline.status(of: job)["state"] == "paused")

                #expect(try await pipeline.move(job, "resume") == "running")
                try await pipeline.wait(for: job, toBe: "done")
                #expect(try await pipeline.pairs(of: job) == (try await pipeline.expectedPairs(of: job)))

                let other = try await pipeline.startJob(samples: 10)
                try await pipeline.until("something is done", within: .seconds(30)) {
                    try await pipeline.count("done", of: other) > 0
                }
                #expect(try await pipeline.move(other, "cancel") == "cancelled")
                try await pipeline.until("nothing of it is left in the queue", within: .seconds(60)) {
                    let left = try await pipeline.counts(["ready", "leased", "deferred"], of: other)
                    return left == 0
                }
                let late = try await pipeline.send("POST", "/v1/jobs/\(other)/resume")
                #expect(late.status == 409)
                #expect(late.type == "application/problem+json")
            }
        }
    }
}
