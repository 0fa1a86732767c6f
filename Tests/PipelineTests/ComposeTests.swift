import Contracts
import Foundation
import PipelineSupport
import Postgres
import TestSupport
import Testing

extension PipelineTests {
    /// deploy/docker-compose.yml without Docker: its commands, its environment, its conditions and checks.
    @Suite struct ComposeTests {
        @Test func `the Compose file brings up a cluster that mills pairs and stops cleanly`() async throws {
            let file = try ComposeFile.shipped()
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let stack = try ComposeStack(
                        file, replicas: ["generator": 2], pipeline: pipeline,
                        database: database.settings.address)
                    try await stack.up()

                    let workers = try await pipeline.send("GET", "/v1/workers").succeeded().json
                    let stages = workers["data"]?.elements?.compactMap { $0["stage"]?.text } ?? []
                    #expect(stages.sorted() == ["generate", "generate", "revise", "verify"])

                    let job = try await pipeline.startJob(lines: pipeline.drawScenes(4))
                    try await pipeline.wait(for: job, toBe: "done")
                    let pairs = try await pipeline.pairs(of: job)
                    #expect(!pairs.isEmpty)
                    #expect(pairs == (try await pipeline.expectedPairs(of: job)))

                    let codes = try await stack.down()
                    #expect(
                        codes == [
                            "generator-1": 0, "generator-2": 0, "orchestrator-1": 0, "reviser-1": 0,
                            "scene-model-1": 0, "verifier-1": 0,
                        ])
                }
            }
        }
    }
}
