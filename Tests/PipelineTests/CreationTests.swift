import Contracts
import PipelineSupport
import Testing

extension PipelineTests {
    /// Requests that create and carry a key of the client's.
    @Suite struct CreationTests {
        @Test func `a job that is asked for twice under one key is made once`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let body = Array(#"{"preset": "ipa", "name": "once"}"#.utf8)
                let fields = [(name: "Idempotency-Key", value: "\"8e03978e-40d5-43e8-bc93\"")]
                let first = try await pipeline.send("POST", "/v1/jobs", body: body, fields: fields)
                let second = try await pipeline.send("POST", "/v1/jobs", body: body, fields: fields)
                #expect(first.status == 201)
                #expect(first["Idempotent-Replayed"] == nil)
                #expect(second.status == 201)
                #expect(second["Idempotent-Replayed"] == "true")
                #expect(second.body == first.body)
                #expect(second["Location"] == first["Location"])
                #expect(try await pipeline.rows(of: "job") == 1)

                let other = try await pipeline.send(
                    "POST", "/v1/jobs", body: Array(#"{"preset": "ipa"}"#.utf8), fields: fields)
                #expect(other.status == 422)
                #expect(try other.json["code"]?.text == "idempotency_key_reused")
                for path in ["/v1/jobs", "/v1/jobs?dry_run=1"] {
                    let wrong = try await pipeline.send(
                        "POST", path, body: body, fields: [(name: "Idempotency-Key", value: "a b")])
                    #expect(wrong.status == 400)
                    #expect(try wrong.json["code"]?.text == "bad_idempotency_key")
                }
                #expect(try await pipeline.rows(of: "job") == 1)
            }
        }

        @Test func `a backend that was refused under a key may be asked for again under it`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let fields = [(name: "Idempotency-Key", value: "k")]
                let wrong = try await pipeline.send(
                    "POST", "/v1/backends", body: Array(#"{"url": "nowhere"}"#.utf8), fields: fields)
                #expect(wrong.status == 422)
                let right = Array(#"{"url": "http://127.0.0.1:9", "roles": ["generator"]}"#.utf8)
                let first = try await pipeline.send("POST", "/v1/backends", body: right, fields: fields)
                let second = try await pipeline.send("POST", "/v1/backends", body: right, fields: fields)
                #expect(first.status == 201)
                #expect(second.status == 201)
                #expect(second.body == first.body)
            }
        }
    }
}
