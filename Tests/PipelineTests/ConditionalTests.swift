import Contracts
import PipelineSupport
import Testing

extension PipelineTests {
    /// Changes of what somebody else may have changed meanwhile.
    @Suite struct ConditionalTests {
        @Test func `a backend is changed only as it was seen, where the client says so`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                func ask(_ method: String, _ path: String, _ json: String = "", ifMatch: String? = nil)
                    async throws -> Answer
                {
                    try await pipeline.send(
                        method, path, body: Array(json.utf8),
                        fields: ifMatch.map { [(name: "If-Match", value: $0)] } ?? [])
                }
                let made = try await ask("POST", "/v1/backends", #"{"url": "http://127.0.0.1:9"}"#)
                    .succeeded()
                let path = "/v1/backends/\(try #require(made.json["id"]?.text))"
                let seen = try #require(try await ask("GET", path).succeeded()["ETag"])
                let known = try await pipeline.send(
                    "GET", path, fields: [(name: "If-None-Match", value: seen)])
                #expect(known.status == 304)

                let changed = try await ask("PATCH", path, #"{"max_in_flight": 7}"#, ifMatch: seen)
                #expect(changed.status == 200)
                let late = try await ask("PATCH", path, #"{"max_in_flight": 9}"#, ifMatch: seen)
                #expect(late.status == 412)
                #expect(try await ask("DELETE", path, ifMatch: seen).status == 412)
                #expect(try await ask("GET", path).json["max_in_flight"]?.whole == 7)

                #expect(try await ask("DELETE", path, ifMatch: changed["ETag"]).status == 200)
                #expect(try await ask("GET", path).status == 404)
            }
        }

        @Test func `a parameter that is there twice is refused by its name`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let answer = try await pipeline.send("GET", "/v1/jobs?limit=5&limit=x")
                #expect(answer.status == 422)
                #expect(try answer.json["errors"]?.elements?.first?["pointer"]?.text == "/limit")
            }
        }
    }
}
