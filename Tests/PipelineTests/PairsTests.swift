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
    }
}
