import Contracts
import Domain
import OrderedCollections
import PipelineSupport
import Postgres
import TestSupport
import Testing

extension PipelineTests {
    /// What the services refuse, and how they say it.
    @Suite struct RefusalTests {
        @Test func `a wrong specification is refused by the name of its field and not stored`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let wrong: [(body: String, pointer: String)] = [
                    (#"{"preset": "magic"}"#, "/preset"),
                    (#"{"colour": 1}"#, "/colour"),
                    (#"{"sampling": {"normal": "four"}}"#, "/sampling/normal"),
                    (#"{"sampling": {"normall": 4}}"#, "/sampling/normall"),
                    (#"{"sampling": {"temperature": -1}}"#, "/sampling/temperature"),
                    (#"{"seed": 1.5}"#, "/seed"),
                    (#"{"name": "a\u0000b"}"#, "/name"),
                    (#"{"name": ["a"]}"#, "/name"),
                    (#"{"revision": {"feedbacks": 16}}"#, "/revision/feedbacks"),
                    (#"{"verification": {"votes": 0}}"#, "/verification/votes"),
                    (#"{"rounds": 3}"#, "/rounds"),
                ]
                for (body, pointer) in wrong {
                    let answer = try await pipeline.send("POST", "/v1/jobs", body: Array(body.utf8))
                    #expect(answer.status == 422, "\(body)")
                    #expect(answer.type == "application/problem+json", "\(body)")
                    #expect((try? answer.pointers) == [pointer], "\(body): \(answer.text)")
                }
                #expect(try await pipeline.rows(of: "job") == 0)
            }
        }

        @Test func `a wrong or misspelt parameter is refused, never taken for its default`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.createJob()
                let wrong = [
                    ("POST", "/v1/jobs?dryrun=1", "/dryrun"), ("POST", "/v1/jobs?dry_run=yes", "/dry_run"),
                    ("GET", "/v1/jobs?after=zzz", "/after"), ("GET", "/v1/jobs?limit=0", "/limit"),
                    ("GET", "/v1/jobs?page=2", "/page"), ("GET", "/v1/jobs/\(job)?cost=yes", "/cost"),
                    ("GET", "/v1/jobs/\(job)/pairs?exluded=1", "/exluded"),
                    ("GET", "/v1/jobs/\(job)/pairs?excluded=maybe", "/excluded"),
                    ("GET", "/v1/jobs/\(job)/pairs?round=0", "/round"),
                    ("GET", "/v1/jobs/\(job)/pairs?kind=x", "/kind"),
                    ("GET", "/v1/jobs/\(job)/export?form=hf", "/form"),
                    ("GET", "/v1/tasks/dead?job=\(job)&after=x", "/after"), ("GET", "/v1/tasks/dead", "/job"),
                    ("POST", "/v1/jobs/\(job)/samples?strict=yes", "/strict"),
                ]
                for (method, path, pointer) in wrong {
                    let answer = try await pipeline.send(method, path)
                    #expect(answer.status == 422, "\(path)")
                    #expect(answer.type == "application/problem+json", "\(path)")
                    #expect((try? answer.pointers) == [pointer], "\(path): \(answer.text)")
                }
                #expect(try await pipeline.rows(of: "job") == 1)
            }
        }

        @Test func `what is no JSON or too large is refused whole`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let large = "{\"name\": \"" + String(repeating: "a", count: 1 << 20) + "\"}"
                let wrong: [(body: [UInt8], status: Int, code: String)] = [
                    (Array("{\"name\": \"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), 400, "malformed_json"),
                    (Array("{\"name\": ".utf8), 400, "malformed_json"),
                    (Array("[]".utf8), 422, "invalid_fields"),
                    (Array(large.utf8), 413, "body_too_large"),
                ]
                for (body, status, code) in wrong {
                    let answer = try await pipeline.send("POST", "/v1/jobs", body: body)
                    #expect(answer.status == status, "\(answer.text)")
                    #expect(answer.type == "application/problem+json")
                    #expect(try answer.json["code"]?.text == code)
                }
                #expect(try await pipeline.rows(of: "job") == 0)
            }
        }

        /// Changes that make a good line wrong, and the field that is named for each.
        private static let wrongLines: [(change: @Sendable (inout JSONValue) -> Void, pointer: String)] = [
            ({ $0.set("instruction", 7) }, "/instruction"),
            (
                { $0.set("instruction", .string(String(repeating: "a", count: 1 << 20))) },
                "/instruction"
            ),
            ({ $0.set("instruction", "a\u{0}b") }, "/instruction"),
            ({ $0.set("reference", nil) }, "/reference"),
            ({ $0.set("image", nil) }, "/image"),
            ({ $0.set("image", ["data": "no base64!"]) }, "/image/data"),
            ({ $0.set("colour", "red") }, "/colour"),
            ({ $0.set("tags", "one") }, "/tags"),
        ]

        @Test func `a wrong line is answered with its field while the lines beside it are stored`()
            async throws
        {
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.createJob()
                let good = try Pipeline.sample(1)
                let wrong = Self.wrongLines
                var lines = wrong.map { wrong in
                    var line = good
                    wrong.change(&line)
                    return Array(line.json.utf8)
                }
                lines.append([0x22, 0xC3, 0x28, 0x22])
                lines.append(Array(good.json.utf8))
                let answer = try await pipeline.send(
                    "POST", "/v1/jobs/\(job)/samples", body: Array(lines.joined(separator: [0x0A])),
                    type: "application/x-ndjson"
                ).succeeded()

                let answers = try answer.lines
                #expect(answers.count == lines.count + 1)
                for (index, expected) in wrong.enumerated() {
                    #expect(
                        answers[index]["error"]?["pointer"]?.text == expected.pointer,
                        "\(answers[index].json)")
                }
                #expect(answers[wrong.count]["error"]?["code"] == "malformed_json")
                #expect(answers[wrong.count + 1]["error"] == nil)
                #expect(try await pipeline.rows(of: "sample") == 1)
            }
        }
    }
}

extension JSONValue {
    /// Puts a member in, or takes it out.
    fileprivate mutating func set(_ name: String, _ value: JSONValue?) {
        guard case .object(var members) = self else { return }
        members[name] = value
        self = .object(members)
    }
}

extension Pipeline {
    func rows(of table: String) async throws -> Int64 {
        let row = try await database.pool.query(
            "select count(*) as rows from pairmill.\(identifier: table)"
        ).first
        return try row?.decode(Int64.self, named: "rows") ?? -1
    }
}
