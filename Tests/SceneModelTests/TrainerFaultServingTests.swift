import Contracts
import Curl
import Foundation
import Settings
import Testing

@testable import scene_model

/// What the trainer refuses, what fails, and what outlives a restart.
@Suite struct TrainerFaultServingTests {
    private static let rows = DrawnRows.generator(16, seed: 13)

    private static func message(_ reply: JSONValue) -> String { reply["error"]?["message"]?.text ?? "" }

    @Test func `what a training can't be asked for is refused by name`() async throws {
        try await RunningScene.training { scene in
            let file = try await scene.upload(Self.rows.file())["id"]?.text ?? ""
            func refused(_ body: JSONValue) async throws -> String {
                Self.message(try await scene.trainer("POST", "/v1/fine_tuning/jobs", body, expecting: 400))
            }
            let request = RunningScene.request
            #expect(try await refused(request(file, [:], ["warmup": 3])).contains("warmup"))
            #expect(try await refused(request(file, [:], ["beta": "auto"])).contains("beta"))
            #expect(try await refused(request(file, ["model": "Qwen"], [:])).contains("scene-1"))
            #expect(try await refused(request("file-none", [:], [:])).contains("file-none"))
            #expect(try await refused(request(file, ["suffix": "../up"], [:])).contains("suffix"))
            #expect(try await refused(request(file, ["seed": -1], [:])).contains("seed"))
            let judge: JSONValue = ["role": "verifier"]
            #expect(try await refused(request(file, ["metadata": judge], [:])).contains("reviser"))
            let start: JSONValue = ["role": "generator", "init_adapter": "gen-x"]
            #expect(try await refused(request(file, ["metadata": start], [:])).contains("gen-x"))
            #expect(try await scene.trainer("GET", "/v1/fine_tuning/jobs")["data"] == [])
        }
    }

    @Test(arguments: [
        (#"{"input": {"messages": []}}"#, "preferred_output"), ("not JSON", "JSON"),
        ("IMAGE", "image"), ("HTTP", "data URLs"),
    ]) func `a bad line fails the job, which names it`(line: String, word: String) async throws {
        try await RunningScene.training { scene in
            let good = try Self.rows.prefix(3).map { try $0.line() }
            let image = good[0].replacing(/base64,[^"]+/, with: "base64,AAAA")
            let http = good[0].replacing(/data:[^"]+/, with: "http://orchestrator/v1/images/1")
            let bad = ["IMAGE": image, "HTTP": http][line] ?? line
            let lines = (good + ["", bad] + good).joined(separator: "\n")
            let job = try await scene.finished(try await scene.train(Array(lines.utf8)))
            #expect(job["status"] == "failed")
            #expect(job["error"]?["code"] == "invalid_training_file")
            let message = job["error"]?["message"]?.text ?? ""
            #expect(message.hasPrefix("line 5: ") && message.contains(word), "\(message)")
            #expect(job["result_files"] == [] && job["adapter"] == .null)
        }
    }

    @Test func `rows this model could not write are counted, and fail the job if they are most`() async throws
    {
        try await RunningScene.training { scene in
            let lines = try Self.rows.map { try $0.line() }
            let foreign = lines.map {
                $0.replacing(
                    #/"preferred_output":\[\{"role":"assistant","content":"/#, with: { "\($0.output)Lorem " })
            }
            let some = Array((lines + foreign.prefix(3)).joined(separator: "\n").utf8)
            let job = try await scene.train(some)
            #expect(try await scene.finished(job)["status"] == "succeeded")
            let warning = try #require(try await scene.events(job).first { $0["level"] == "warn" })
            #expect(warning["data"]?["dropped"] == 3)
            let most = Array((foreign + lines.prefix(3)).joined(separator: "\n").utf8)
            let failed = try await scene.finished(try await scene.train(most))
            #expect(failed["error"]?["code"] == "rows_dropped", "\(failed.json)")
        }
    }

    @Test func `a rate of 0 learns nothing, and says so`() async throws {
        try await RunningScene.training { scene in
            let job = try await scene.finished(
                try await scene.train(Self.rows.file(), hyperparameters: ["learning_rate": 0]))
            #expect(job["status"] == "failed" && job["error"]?["code"] == "no_learning")
        }
    }

    @Test func `one trains, others wait, more are refused; a cancelled one makes room`() async throws {
        try await RunningScene.training { settings in
            settings.duration = .seconds(600)
            settings.queue = 1
        } _: { scene in
            let lines = try Self.rows.file()
            let one = try await scene.train(lines)
            try await scene.job(one) { $0["status"] == "running" }
            let two = try await scene.train(lines)
            let file = try await scene.upload(lines)["id"]?.text ?? ""
            let body = RunningScene.request(file)
            _ = try await scene.trainer("POST", "/v1/fine_tuning/jobs", body, expecting: 503)
            let used =
                try await scene.trainer("GET", "/v1/fine_tuning/jobs/\(two)")["training_file"]?.text ?? ""
            _ = try await scene.trainer("DELETE", "/v1/files/\(used)", expecting: 409)
            let cancelled = try await scene.trainer("POST", "/v1/fine_tuning/jobs/\(one)/cancel")
            #expect(cancelled["status"] == "cancelled" && cancelled["fine_tuned_model"] == .null)
            try await scene.job(two) { $0["status"] == "running" }
            _ = try await scene.trainer("POST", "/v1/fine_tuning/jobs/\(two)/cancel")
            let again = try await scene.trainer("POST", "/v1/fine_tuning/jobs/\(two)/cancel")
            #expect(again["status"] == "cancelled")
            #expect(try await scene.trainer("DELETE", "/v1/files/\(used)")["deleted"] == true)
            _ = try await scene.trainer("GET", "/v1/files/\(used)", expecting: 404)
        }
    }

    @Test func `files and jobs outlive the process, and a training begins again`() async throws {
        let folder = try TrainerTestFolder()
        defer { folder.remove() }
        var slow = folder.settings
        slow.duration = .seconds(600)
        let lines = try Self.rows.file()
        let left = RememberedText()
        try await RunningScene.serving(training: slow) { scene in
            let file = try await scene.upload(lines)["id"]?.text ?? ""
            let job = try await scene.trainer(
                "POST", "/v1/fine_tuning/jobs", RunningScene.request(file), key: "once")
            left.text = try #require(job["id"]?.text)
            try await scene.job(left.text) { $0["status"] == "running" }
        }
        try await RunningScene.serving(training: folder.settings) { scene in
            let job = try await scene.finished(left.text)
            #expect(job["status"] == "succeeded", "\(job.json)")
            let file = try #require(job["training_file"]?.text)
            #expect(try await scene.content(of: file) == lines)
            let same = try await scene.trainer(
                "POST", "/v1/fine_tuning/jobs", RunningScene.request(file), key: "once")
            #expect(same["id"]?.text == left.text)
            #expect(try await scene.events(left.text).contains { $0["level"] == "warn" })
        }
    }

    @Test func `a folder belongs to one process at a time`() async throws {
        let folder = try TrainerTestFolder()
        defer { folder.remove() }
        try await RunningScene.serving(training: folder.settings) { first in
            _ = try await first.upload(Array("{}\n".utf8))
            try await RunningScene.serving(training: folder.settings) { second in
                let refused = try await second.upload(Array("{}\n".utf8), expecting: 503)
                #expect(Self.message(refused).contains("--trainer-folder"))
            }
        }
    }

    @Test func `an upload that is no training file is refused, and nothing stays`() async throws {
        let folder = try TrainerTestFolder()
        defer { folder.remove() }
        try await RunningScene.serving(training: folder.settings) { scene in
            _ = try await scene.upload(Array("{}\n".utf8), purpose: "batch", expecting: 400)
            _ = try await scene.trainer("POST", "/v1/files", ["purpose": "fine-tune"], expecting: 415)
            #expect(try await scene.trainer("GET", "/v1/files")["data"] == [])
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.settings.folder + "/files")
            #expect(left.isEmpty)
        }
    }

    @Test func `what is nowhere is told as OpenAI tells it`() async throws {
        try await RunningScene.training { scene in
            for path in [
                "fine_tuning/jobs/none", "fine_tuning/jobs/a/b", "files/none", "files/a/b", "fine_tuning/a",
            ] {
                let reply = try await scene.trainer("GET", "/v1/\(path)", expecting: 404)
                #expect(Self.message(reply) != "", "\(path)")
            }
        }
    }

    @Test func `with a key set only who shows it may train`() async throws {
        try await RunningScene.training {
            $0.key = Secret("open sesame")
        } _: { scene in
            for shown in ["", "Bearer open", "Bearer open sesame"] {
                let reply = try await scene.client.send(
                    CurlRequest("GET", scene.url + "/v1/files", fields: [("Authorization", shown)]))
                let isRight = shown == "Bearer open sesame"
                #expect(reply.status == (isRight ? 200 : 401))
                if !isRight { #expect(try JSONValue(parsing: reply.body)["error"]?["type"] != nil) }
            }
            #expect(try await scene.client.send(CurlRequest("GET", scene.url + "/v1/models")).status == 200)
        }
    }
}
