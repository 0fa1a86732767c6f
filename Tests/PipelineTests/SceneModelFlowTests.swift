import Contracts
import Foundation
import OrderedCollections
import PipelineSupport
import TestSupport
import Testing

extension PipelineTests {
    /// The same flow with scene-model as samples, backend and judge.
    @Suite struct SceneModelFlowTests {
        @Test func `scenes go in and pairs come out, by a backend registered while all runs`() async throws {
            try await withPipeline(settings: ["PAIRMILL_BACKENDS": ""]) { pipeline in
                let lines = try await pipeline.drawScenes(6)
                let backend = try await pipeline.serveScenes()
                _ = try await pipeline.send("POST", "/v1/backends", json: ["url": .string(backend)])
                    .succeeded()

                let job = try await pipeline.startJob(lines: lines)
                try await pipeline.wait(for: job, toBe: "done")
                let (leak, doubled) = try await pipeline.conservation()
                #expect(leak == 0 && doubled == 0)
                let pairs = try await pipeline.pairs(of: job)
                #expect(!pairs.isEmpty)
                #expect(pairs == (try await pipeline.expectedPairs(of: job)))
            }
        }
    }
}
