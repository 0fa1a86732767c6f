import Contracts
import Domain
import Foundation
import OrderedCollections
import PipelineSupport
import Postgres
import TestSupport

/// Runs a body with all services, and scene-model as their backend and trainer.
func withTrainer(
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
    func startTraining(_ mode: String) async throws -> JobID {
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

    func round(_ number: Int, of job: JobID) async throws -> JSONValue {
        let rounds = try await status(of: job)["rounds"]?.elements ?? []
        return rounds.first { $0["round"] == .integer(Int64(number)) } ?? .null
    }

    func wait(forRound number: Int, of job: JobID, toBe state: String) async throws {
        try await until("round \(number) is \(state)", within: .seconds(90)) {
            try await self.round(number, of: job)["state"]?.text == state
        }
    }

    /// Base and adapter of every response of a round, as `base/adapter`.
    func adaptersOfResponses(in round: Int, of job: JobID) async throws -> Set<String> {
        let rows = try await database.pool.query(
            """
            select distinct (detail->>'model') || '/' || (detail->>'adapter') as model from pairmill.response
            where pairmill.round_of(task_id) = \(Int16(round))
            """)
        return Set(try rows.map { try $0.decode(String.self, named: "model") })
    }

    /// How many trainings the trainer has ever begun.
    func trainings() async throws -> Int {
        try await send("GET", "/v1/fine_tuning/jobs?limit=100", to: trainer).succeeded()
            .json["data"]?.elements?.count ?? -1
    }

    /// A folder with an adapter of scene-model.
    func adapter(_ deltas: [String: Double], in name: String) throws -> String {
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let text = deltas.map { #""\#($0)": \#($1)"# }.joined(separator: ", ")
        try Foundation.Data(#"{"format": "scene", "base_model": "scene-1", "deltas": {\#(text)}}"#.utf8)
            .write(to: place.appending(path: "adapter.json"))
        return place.path
    }
}
