import Contracts
import Domain
import Foundation
import OrderedCollections
import PipelineSupport
import Testing

extension PipelineTests {
    /// Rounds that wait for what a person brings.
    @Suite struct BroughtAdapterTests {
        /// Deltas of an adapter that answers better than the base.
        private static let good = [
            "generator.formIgnored": -1.0, "generator.evading": -1, "generator.evadingInDoubt": -1,
        ]

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

                let good = try await pipeline.adapter(Self.good, in: "good")
                _ = try await pipeline.send("POST", path, json: ["role": "generator", "path": .string(good)])
                    .succeeded()
                try await pipeline.wait(for: job, toBe: "done")
                let late = try await pipeline.send(
                    "POST", path, json: ["role": "generator", "path": .string(good)])
                #expect(late.status == 409)
                #expect(try await pipeline.trainings() == 0)
            }
        }

        @Test func `an adapter's file comes with a form, and one that is no adapter's is refused`()
            async throws
        {
            try await withTrainer { pipeline in
                let job = try await pipeline.startTraining("manual")
                try await pipeline.wait(forRound: 2, of: job, toBe: "awaiting_adapters")
                let path = "/v1/jobs/\(job)/rounds/2/adapters"
                let place = try await pipeline.adapter(Self.good, in: "sent")
                let file = try Foundation.Data(contentsOf: URL(filePath: "\(place)/adapter.json"))

                let foreign = try await pipeline.sendForm(
                    path, ["role": "generator"], file: ("notes.md", file))
                #expect(foreign.status == 422)
                #expect(foreign.text.contains("notes.md does not belong to an adapter"))
                let digest = String(repeating: "0", count: 64)
                let other = try await pipeline.sendForm(
                    path, ["role": "generator", "sha256": digest], file: ("adapter.json", file))
                #expect(other.status == 422)
                _ = try await pipeline.sendForm(path, ["role": "generator"], file: ("adapter.json", file))
                    .succeeded()
                _ = try await pipeline.send("POST", path, json: ["role": "reviser", "skip": true])
                    .succeeded()
                try await pipeline.wait(for: job, toBe: "done")

                let name = try await pipeline.round(2, of: job)["adapters"]?["generator"]?.text ?? ""
                let kept = pipeline.folder.appending(path: "adapters")
                #expect(try Foundation.Data(contentsOf: kept.appending(path: "\(name)/adapter.json")) == file)
                // What was refused left nothing behind.
                let left = try FileManager.default.contentsOfDirectory(atPath: kept.path)
                #expect(left.filter { !$0.hasPrefix(".") } == [name])
            }
        }

        @Test func `a merged model serves from a server that loads nothing, once it is proven to act`()
            async throws
        {
            try await withTrainer { pipeline in
                let job = try await pipeline.startTraining("manual")
                try await pipeline.wait(forRound: 2, of: job, toBe: "awaiting_adapters")
                let path = "/v1/jobs/\(job)/rounds/2/adapters"
                _ = try await pipeline.send("POST", path, json: ["role": "reviser", "skip": true]).succeeded()
                let refusal = try await pipeline.send(
                    "POST", path, json: ["role": "generator", "model": "scene-1"])
                #expect(refusal.status == 422)
                let prefix = try #require(refusal.text.firstMatch(of: /gen-[0-9a-f]{8}-r2-/)?.output)

                // The base under a new name is no other model.
                let same = try await pipeline.serveMerged("\(prefix)000000000001", of: nil)
                _ = try await pipeline.send(
                    "POST", path, json: ["role": "generator", "model": .string("\(prefix)000000000001")]
                ).succeeded()
                try await pipeline.wait(forRound: 2, of: job, toBe: "inert")
                _ = try await pipeline.send("DELETE", "/v1/backends/\(same)").succeeded()

                let good = try await pipeline.adapter(Self.good, in: "good")
                let merged = "\(prefix)000000000002"
                _ = try await pipeline.serveMerged(merged, of: good)
                _ = try await pipeline.send(
                    "POST", path, json: ["role": "generator", "model": .string(merged)]
                ).succeeded()
                try await pipeline.wait(for: job, toBe: "done")
                #expect(try await pipeline.adaptersOfResponses(in: 2, of: job) == ["scene-1/\(merged)"])
                let (leak, doubled) = try await pipeline.conservation()
                #expect(leak == 0 && doubled == 0)
            }
        }
    }
}

extension Pipeline {
    /// Serves a model of its own for the generator, an adapter's folder merged in, and tells its
    /// backend's id once it has joined.
    fileprivate func serveMerged(_ name: String, of adapter: String?) async throws -> String {
        let url = try await serveScenes(
            ["--latency", "0ms", "--model", name, "--trainer-folder", "\(folder.path)/\(name)"]
                + (adapter.map { ["--merge", $0] } ?? []))
        let registered = try await send(
            "POST", "/v1/backends", json: ["url": .string(url), "roles": ["generator"]]
        ).succeeded().json
        let id = registered["id"]?.text ?? ""
        try await until("\(name) joins", within: .seconds(30)) {
            let list = try await self.send("GET", "/v1/backends").succeeded().json["data"]?.elements ?? []
            return list.contains { $0["id"]?.text == id && $0["state"] == "active" }
        }
        return id
    }

    /// Sends fields and one file as curl's `-F` does.
    fileprivate func sendForm(
        _ path: String, _ fields: [String: String], file: (name: String, bytes: Foundation.Data)
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            body += "--seam\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        body +=
            """
            --seam\r\nContent-Disposition: form-data; name="file"; filename="\(file.name)"\r\n\r\n
            """.utf8
        body += Array(file.bytes) + Array("\r\n--seam--\r\n".utf8)
        return try await send("POST", path, body: body, type: "multipart/form-data; boundary=seam")
    }
}
