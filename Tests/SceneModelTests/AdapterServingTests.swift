import Contracts
import Curl
import Foundation
import Testing

@testable import scene_model

/// Loading and unloading adapters, with vLLM's replies (BACKENDS §7).
@Suite struct AdapterServingTests {
    private static func folder(_ adapter: SceneAdapter) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scene-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try JSONEncoder().encode(adapter).write(to: folder.appending(path: SceneAdapter.fileName))
        return folder
    }

    private static func load(_ scene: RunningScene, _ name: String, _ path: String) async throws -> CurlReply
    {
        try await scene.post(
            "/v1/load_lora_adapter", #"{"lora_name": "\#(name)", "lora_path": "\#(path)"}"#)
    }

    @Test func `an adapter is loaded, listed, used and forgotten`() async throws {
        let index = Weights.index(.generator, .countOver)
        let folder = try Self.folder(SceneAdapter(baseModel: "scene-1", deltas: [index: 60]))
        defer { try? FileManager.default.removeItem(at: folder) }
        try await RunningScene.serving { scene in
            let loaded = try await Self.load(scene, "gen-1", folder.path())
            #expect(loaded.status == 200)
            #expect(String(decoding: loaded.body, as: UTF8.self).contains("added successfully"))
            #expect(try await Self.load(scene, "gen-1", folder.path()).status == 400)
            #expect(scene.chat.shelf.models.data.map(\.id) == ["scene-1", "gen-1"])
            #expect(scene.chat.shelf.models.data[1].parent == "scene-1")

            let picture = Scene(width: 60, height: 60, ground: .white, objects: []).drawn()
            let question = "How many circles are there? Answer with one number only."
            let greedy = #", "temperature": 0"#
            let base = try SeenReply(await scene.ask(question, about: picture, extra: greedy))
            let adapted = try SeenReply(
                await scene.ask(question, about: picture, model: "gen-1", extra: greedy))
            #expect(base.choices[0].message.content != adapted.choices[0].message.content)

            #expect(
                try await scene.post("/v1/unload_lora_adapter", #"{"lora_name": "gen-1"}"#).status == 200)
            #expect(try await scene.ask(question, about: picture, model: "gen-1").status == 404)
            #expect(
                try await scene.post("/v1/unload_lora_adapter", #"{"lora_name": "gen-1"}"#).status == 404)
        }
    }

    @Test func `what is no adapter of this model is refused`() async throws {
        let foreign = try Self.folder(SceneAdapter(baseModel: "another", deltas: [:]))
        let unknown = try Self.folder(
            SceneAdapter(format: "scene", baseModel: "scene-1", deltas: ["generator.wit": 1]))
        defer { [foreign, unknown].forEach { try? FileManager.default.removeItem(at: $0) } }
        try await RunningScene.serving { scene in
            let missing = try await Self.load(scene, "a", "/no/such/folder")
            #expect(missing.status == 404)
            for folder in [foreign, unknown] {
                let refused = try await Self.load(scene, "a", folder.path())
                #expect(refused.status == 500)
            }
            #expect(scene.chat.shelf.models.data.count == 1)
        }
    }

    @Test func `an adapter's file comes back as it was`() throws {
        let deltas = [0: 0.25, Weights.count - 1: -3.5]
        let written = try JSONEncoder().encode(SceneAdapter(baseModel: "scene-1", deltas: deltas))
        #expect(try JSONDecoder().decode(SceneAdapter.self, from: written).places == deltas)
    }
}
