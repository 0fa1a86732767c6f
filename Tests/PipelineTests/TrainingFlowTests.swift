import Contracts
import Domain
import Foundation
import OrderedCollections
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

        @Test func `a person brings an adapter; one that changes nothing stops the round and says so`()
            async throws
        {
            try await withTrainer { pipeline in
                let job = try await pipeline.startTraining("manual")
                try await pipeline.wait(forRound: 2, of: job, toBe: "awaiting_adapters")
                let path = "/v1/jobs/\(job)/rounds/2/adapters"
                let blocked = try await pipeline.status(of: job)["blocked"]
                #expect(blocked?["remedy"]?.text?.contains(path) == true)
                let wrong = try await pipeline.send("POST", path, json: ["role": "generator"])
                #expect(wrong.status == 422)
                _ = try await pipeline.send("POST", path, json: ["role": "reviser", "skip": true]).succeeded()

                let idle = try await pipeline.adapter(["generator.formIgnored": 1e-9], in: "idle")
                _ = try await pipeline.send("POST", path, json: ["role": "generator", "path": .string(idle)])
                    .succeeded()
                try await pipeline.wait(forRound: 2, of: job, toBe: "inert")
                let reason = try await pipeline.status(of: job)["blocked"]?["reason"]?.text
                #expect(reason?.contains("it changes nothing: 0 of 8") == true)

                let good = try await pipeline.adapter(
                    ["generator.formIgnored": -1, "generator.evading": -1, "generator.evadingInDoubt": -1],
                    in: "good")
                _ = try await pipeline.send("POST", path, json: ["role": "generator", "path": .string(good)])
                    .succeeded()
                try await pipeline.wait(for: job, toBe: "done")
                let late = try await pipeline.send(
                    "POST", path, json: ["role": "generator", "path": .string(good)])
                #expect(late.status == 409)
                #expect(try await pipeline.trainings() == 0)
            }
        }
    }
}

/// Runs a body with all services, and scene-model as their backend and trainer.
private func withTrainer(
    options: [String] = ["--latency", "0ms"],
    _ body: @escaping @Sendable (Pipeline) async throws -> Void
) async throws {
    try await withPipeline(settings: ["PAIRMILL_BACKENDS": ""]) { pipeline in
        let scenes = try await pipeline.serveScenes(options)
        await pipeline.last("orchestrator")?.terminate()
        await pipeline.setTrainer(scenes)
        try await pipeline.start("orchestrator", await pipeline.trainerSettings)
        try await body(pipeline)
    }
}

extension Pipeline {
    /// What the Orchestrator is told of a trainer that is its backend as well.
    var trainerSettings: [String: String] {
        [
            "PAIRMILL_BACKENDS": trainer, "PAIRMILL_TRAINER_URL": trainer,
            "PAIRMILL_ADAPTERS": folder.path + "/adapters", "PAIRMILL_INTAKE_ROOTS": folder.path,
        ]
    }

    /// Two rounds over all samples, the second with adapters.
    fileprivate func startTraining(_ mode: String) async throws -> JobID {
        let job = try await createJob([
            "preset": "ipa", "seed": 5, "training": ["mode": .string(mode), "min_pairs": 4],
            "sampling": ["normal": 3, "contrastive": 3],
            "rounds": [["from": "all"], ["from": "all", "train": true]],
        ])
        let lines = try await drawScenes(16)
        _ = try await send(
            "POST", "/v1/jobs/\(job)/samples", body: Array(lines.map { $0.json + "\n" }.joined().utf8),
            type: "application/x-ndjson"
        ).succeeded()
        _ = try await send("POST", "/v1/jobs/\(job)/start").succeeded()
        return job
    }

    fileprivate func round(_ number: Int, of job: JobID) async throws -> JSONValue {
        let rounds = try await status(of: job)["rounds"]?.elements ?? []
        return rounds.first { $0["round"] == .integer(Int64(number)) } ?? .null
    }

    fileprivate func wait(forRound number: Int, of job: JobID, toBe state: String) async throws {
        try await until("round \(number) is \(state)", within: .seconds(90)) {
            try await self.round(number, of: job)["state"]?.text == state
        }
    }

    /// Base and adapter of every response of a round, as `base/adapter`.
    fileprivate func adaptersOfResponses(in round: Int, of job: JobID) async throws -> Set<String> {
        let rows = try await database.pool.query(
            """
            select distinct (detail->>'model') || '/' || (detail->>'adapter') as model from pairmill.response
            where pairmill.round_of(task_id) = \(Int16(round))
            """)
        return Set(try rows.map { try $0.decode(String.self, named: "model") })
    }

    /// How many trainings the trainer has ever begun.
    fileprivate func trainings() async throws -> Int {
        try await send("GET", "/v1/fine_tuning/jobs?limit=100", to: trainer).succeeded()
            .json["data"]?.elements?.count ?? -1
    }

    /// A folder with an adapter of scene-model.
    fileprivate func adapter(_ deltas: [String: Double], in name: String) throws -> String {
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let text = deltas.map { #""\#($0)": \#($1)"# }.joined(separator: ", ")
        try Foundation.Data(#"{"format": "scene", "base_model": "scene-1", "deltas": {\#(text)}}"#.utf8)
            .write(to: place.appending(path: "adapter.json"))
        return place.path
    }
}
