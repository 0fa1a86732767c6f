import PipelineSupport
import Testing

extension PipelineTests {
    @Suite struct PairsTests {
        @Test func `the pairs of a job are those its verdicts call for`() async throws {
            try await withPipeline { pipeline in
                let job = try await pipeline.startJob(samples: 5)
                try await pipeline.wait(for: job, toBe: "done")

                let (leak, doubled) = try await pipeline.conservation()
                #expect(leak == 0 && doubled == 0)
                let pairs = try await pipeline.pairs(of: job)
                #expect(pairs.contains { $0.excluded == nil })
                #expect(pairs == (try await pipeline.expectedPairs(of: job)))
            }
        }

        @Test func `neither more processes nor the death of one of each stage changes the pairs`()
            async throws
        {
            let hasty = ["PAIRMILL_QUEUE_TTL": "6s", "PAIRMILL_QUEUE_BEAT": "1s"]
            try await withPipeline(latency: .milliseconds(200), settings: hasty) { pipeline in
                let alone = try await pipeline.startJob(samples: 8)
                try await pipeline.wait(for: alone, toBe: "done")
                let pairs = try await pipeline.pairs(of: alone)
                #expect(!pairs.isEmpty)

                try await pipeline.startStages(hasty)
                let doubled = try await pipeline.startJob(samples: 8)
                try await pipeline.wait(for: doubled, toBe: "done")
                #expect(try await pipeline.pairs(of: doubled) == pairs)

                let bereft = try await pipeline.startJob(samples: 8)
                try await withThrowingDiscardingTaskGroup { group in
                    for stage in Pipeline.stages { group.addTask { try await pipeline.crashHolding(stage) } }
                }
                try await pipeline.wait(for: bereft, toBe: "done")
                #expect(try await pipeline.lost() >= 3)
                #expect(try await pipeline.pairs(of: bereft) == pairs)
                let (leak, twice) = try await pipeline.conservation()
                #expect(leak == 0 && twice == 0)
            }
        }

        @Test func `an orchestrator that dies is replaced by the next`() async throws {
            try await withPipeline(latency: .milliseconds(200)) { pipeline in
                let job = try await pipeline.startJob(samples: 6)
                try await pipeline.until("something is done", within: .seconds(30)) {
                    try await pipeline.count("done", of: job) > 0
                }
                await pipeline.last("orchestrator")?.crash()
                try await pipeline.start("orchestrator")
                try await pipeline.wait(for: job, toBe: "done")
                #expect(try await pipeline.pairs(of: job) == (try await pipeline.expectedPairs(of: job)))
            }
        }

        @Test func `a process that is asked to stop ends its work, and nothing is lost`() async throws {
            try await withPipeline(replicas: 2, latency: .milliseconds(200)) { pipeline in
                let job = try await pipeline.startJob(samples: 8)
                try await pipeline.until("something is done", within: .seconds(30)) {
                    try await pipeline.count("done", of: job) > 0
                }
                for stage in Pipeline.stages { await pipeline.last(stage)?.terminate() }
                try await pipeline.until("they are gone", within: .seconds(20)) {
                    for stage in Pipeline.stages where await pipeline.last(stage)?.isGone == false {
                        return false
                    }
                    return true
                }
                try await pipeline.wait(for: job, toBe: "done")
                #expect(try await pipeline.lost() == 0)
                #expect(try await pipeline.pairs(of: job) == (try await pipeline.expectedPairs(of: job)))
            }
        }

        @Test func `a stop that calls outlast gives their tasks back, and a second signal does so at once`()
            async throws
        {
            try await withPipeline(replicas: 0, latency: .seconds(600)) { pipeline in
                let patient = try await pipeline.start("generator", ["PAIRMILL_GRACE": "1s"])
                let hurried = try await pipeline.start("generator", ["PAIRMILL_GRACE": "10m"])
                let job = try await pipeline.startJob(samples: 8)
                for service in [patient, hurried] {
                    try await pipeline.until("\(service.process.name) holds tasks", within: .seconds(30)) {
                        try await pipeline.leases(of: service.process.name) > 0
                    }
                }
                for service in [patient, hurried] { service.process.terminate() }
                try await pipeline.until("it says that it stops", within: .seconds(5)) {
                    let answer = try await pipeline.send("GET", "/readyz", to: hurried.url)
                    return answer.status == 503 && answer.text.contains("stopping")
                }
                hurried.process.terminate()
                try await pipeline.until("they are gone", within: .seconds(20)) {
                    patient.process.isGone && hurried.process.isGone
                }
                #expect(try await pipeline.count("ready", of: job) > 0)
                #expect(try await pipeline.counts(["leased", "deferred", "dead"], of: job) == 0)
                let (leak, doubled) = try await pipeline.conservation()
                #expect(leak == 0 && doubled == 0)
                #expect(try await pipeline.lost() == 0)
            }
        }
    }
}
