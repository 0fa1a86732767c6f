import Contracts
import Domain
import Foundation
import OrderedCollections
import PipelineSupport
import Postgres
import TestSupport
import Testing

extension PipelineTests {
    /// Rounds that train, with scene-model as trainer and backend.
    @Suite struct TrainingFlowTests {
        @Test func `a round's pairs train both roles, and the next round speaks with the adapters`()
            async throws
        {
            try await withTrainer { pipeline in
                let job = try await pipeline.startTraining("trainer")
                try await pipeline.wait(for: job, toBe: "done")

                let round = try await pipeline.round(2, of: job)
                #expect(round["adapters"]?["generator"]?.text?.hasPrefix("gen-") == true)
                for training in round["training"]?.elements ?? [] {
                    #expect(training["state"] == "succeeded")
                    #expect(training["adapter"]?["state"] == "proven")
                    let gate = training["adapter"]?["canary"]?.members?.values.first
                    #expect((gate?["differing"]?.whole ?? 0) > 0)
                    let progress = training["progress"]
                    #expect(
                        (progress?["margin_after"]?.double ?? 0) > (progress?["margin_before"]?.double ?? 9))
                }
                let spoken = try await pipeline.adaptersOfResponses(in: 2, of: job)
                #expect(spoken == ["scene-1/\(round["adapters"]?["generator"]?.text ?? "")"])
                #expect(try await pipeline.adaptersOfResponses(in: 1, of: job) == ["scene-1/"])
                #expect(try await pipeline.trainings() == 2)

                let events = try await pipeline.send("GET", "/v1/jobs/\(job)/events").succeeded()
                #expect(events.type.hasPrefix("text/event-stream"))
                for kind in ["training", "adapter", "round", "job", "end"] {
                    #expect(events.text.contains("event: \(kind)\n"))
                }
                let later = try await pipeline.send("GET", "/v1/jobs/\(job)/events?after=9999").succeeded()
                #expect(later.text.hasPrefix("event: end"))
            }
        }

        @Test func `an Orchestrator killed while a training runs starts no second one`() async throws {
            try await withTrainer(options: ["--latency", "0ms", "--training-time", "3s"]) { pipeline in
                let job = try await pipeline.startTraining("trainer")
                try await pipeline.until("a training runs", within: .seconds(60)) {
                    let training = try await pipeline.round(2, of: job)["training"]?.elements ?? []
                    return training.contains { $0["state"] == "running" }
                }
                await pipeline.last("orchestrator")?.crash()
                try await pipeline.start("orchestrator", await pipeline.trainerSettings)
                try await pipeline.wait(for: job, toBe: "done")
                #expect(try await pipeline.trainings() == 2)
                let (leak, doubled) = try await pipeline.conservation()
                #expect(leak == 0 && doubled == 0)
            }
        }
    }
}
