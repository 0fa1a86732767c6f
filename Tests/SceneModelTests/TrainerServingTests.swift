import Contracts
import Curl
import Digests
import Foundation
import Settings
import TestSupport
import Testing

@testable import scene_model

/// The trainer contract, end to end (BACKENDS §8).
@Suite struct TrainerServingTests {
    private static let rows = DrawnRows.generator(24, seed: 12)

    @Test func `from pairs to an adapter that speaks otherwise`() async throws {
        try await RunningScene.training { scene in
            let id = try await scene.train(Self.rows.file())
            let job = try await scene.finished(id)
            #expect(job["status"] == "succeeded", "\(job.json)")
            let name = try #require(job["fine_tuned_model"]?.text)
            let adapter = try #require(job["adapter"])
            let digest = try #require(adapter["sha256"]?.text)
            #expect(name == "gen-3f2a91c0-r2-\(digest.prefix(12))")
            #expect(
                adapter["format"] == "scene" && adapter["base_model"] == "scene-1" && adapter["rank"] == .null
            )
            let results = (job["result_files"]?.elements ?? []).compactMap(\.text)
            #expect(results.count == 2)
            try await Self.check(tar: scene.content(of: results[0]), digest)
            try Self.check(metrics: await scene.content(of: results[1]), job)
            let path = try #require(adapter["path"]?.text)
            let loaded = try await scene.post(
                "/v1/load_lora_adapter", #"{"lora_name": "\#(name)", "lora_path": "\#(path)"}"#)
            #expect(loaded.status == 200)
            try await Self.expectOtherWords(of: name, scene)
        }
    }

    private static func check(tar: [UInt8], _ digest: String) async throws {
        let folder = try ArchiveFolder()
        defer { folder.remove() }
        #expect(try await folder.tar(["-t"], tar) == "adapter.json\n")
        _ = try await folder.tar(["-x"], tar)
        let file = try folder.bytes(of: "adapter.json")
        #expect(SHA256Digest(of: file).hex == digest)
        let adapter = try JSONDecoder().decode(SceneAdapter.self, from: Foundation.Data(file))
        #expect(adapter.places?.isEmpty == false)
    }

    private static func check(metrics: [UInt8], _ job: JSONValue) throws {
        let lines = try metrics.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: $0) }
        let last = try #require(lines.last)
        #expect(last["step"] == job["progress"]?["total_steps"])
        #expect(last["rewards/margins"]?.double ?? 0 > 0)
        #expect(last["rewards/accuracies"]?.double ?? 0 > 0.5)
    }

    private static func expectOtherWords(of name: String, _ scene: RunningScene) async throws {
        var differing = 0
        for (index, sample) in RoundSimulation.samples(12, seed: 50).enumerated() {
            let picture = sample.scene.drawn()
            let extra = #", "seed": \#(index), "logprobs": true"#
            let base = try SeenReply(await scene.ask(sample.instruction, about: picture, extra: extra))
            let other = try SeenReply(
                await scene.ask(sample.instruction, about: picture, model: name, extra: extra))
            let logs = [base, other].map { $0.choices[0].logprobs?.content.map(\.logprob) ?? [] }
            differing += logs[0] == logs[1] ? 0 : 1
        }
        #expect(differing > 8)
    }

    @Test func `events tell of the way, the newest first and page by page`() async throws {
        try await RunningScene.training { scene in
            let id = try await scene.train(Self.rows.file(), hyperparameters: ["batch_size": 1])
            _ = try await scene.finished(id)
            let events = try await scene.events(id)
            let steps = events.filter { $0["type"] == "metrics" }.compactMap { $0["data"]?["step"]?.whole }
            let total = try #require(events.last { $0["type"] == "metrics" }?["data"]?["total_steps"]?.whole)
            #expect(zip(steps, steps.dropFirst()).allSatisfy { $1 - $0 <= 10 && $1 > $0 })
            #expect(steps.last == total)
            let evaluated = try #require(events.first { $0["message"] == "evaluated" }?["data"])
            let margins = ["margin_before", "margin_after"].compactMap { evaluated[$0]?.double }
            #expect(margins.count == 2 && margins[0] < margins[1])
            let path = "/v1/fine_tuning/jobs/\(id)/events"
            let newest = try await scene.trainer("GET", path + "?limit=2")
            #expect(newest["has_more"] == true)
            let last = try #require(newest["data"]?.elements?.last?["id"]?.text)
            let older = try await scene.trainer("GET", path + "?limit=1000&after=\(last)")
            #expect(older["has_more"] == false && older["data"]?.elements?.count == events.count - 2)
        }
    }

    @Test func `a key asks for one training however often it comes`() async throws {
        try await RunningScene.training { scene in
            let file = try await scene.upload(Self.rows.file())["id"]?.text ?? ""
            let path = "/v1/fine_tuning/jobs"
            let body = RunningScene.request(file)
            let one = try await scene.trainer("POST", path, body, key: "job_1/2/generator/1")
            let two = try await scene.trainer("POST", path, body, key: "job_1/2/generator/1")
            #expect(one["id"] == two["id"])
            let other = RunningScene.request(file, ["seed": 7])
            _ = try await scene.trainer("POST", path, other, key: "job_1/2/generator/1", expecting: 422)
            let three = try await scene.trainer("POST", path, body)
            #expect(three["id"] != one["id"])
            let list = try await scene.trainer("GET", path)
            #expect(list["data"]?.elements?.map { $0["id"] } == [three["id"], one["id"]])
        }
    }

    @Test func `the reviser learns from feedback, and from an adapter that was made before`() async throws {
        try await RunningScene.training { scene in
            let lines = try DrawnRows.reviser(16, seed: 12).file()
            func metadata(_ start: String) -> [String: JSONValue] {
                [
                    "suffix": "rev-3f2a91c0-r2",
                    "metadata": ["role": "reviser", "init_adapter": .string(start)],
                ]
            }
            let first = try await scene.finished(try await scene.train(lines, metadata("")))
            let name = try #require(first["fine_tuned_model"]?.text, "\(first.json)")
            let second = try await scene.finished(try await scene.train(lines, metadata(name)))
            let adapters = try [first, second].map { job in
                let path = try #require(job["adapter"]?["path"]?.text)
                let bytes = try Foundation.Data(contentsOf: URL(filePath: path + "/adapter.json"))
                return try JSONDecoder().decode(SceneAdapter.self, from: bytes)
            }
            let overlooking = adapters.map { $0.deltas["reviser.overlooking"] ?? 0 }
            #expect(overlooking[1] < overlooking[0] && overlooking[0] < 0)
        }
    }
}
