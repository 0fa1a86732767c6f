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
    }
}
