import Contracts
import PipelineSupport
import TestSupport
import Testing

extension PipelineTests {
    /// Samples that come packed.
    @Suite struct PackedUploadTests {
        @Test func `an upload that is no gzip, or a bomb, ends with a line that says so`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.send("POST", "/v1/jobs", json: [:]).succeeded().json["id"]?.text
                let path = "/v1/jobs/\(try #require(job))/samples"
                let whole = try Gzipped.bytes(Array("{}\n".utf8))
                let bomb = try Gzipped.bytes([UInt8](repeating: 0x20, count: 8 << 20))
                let cases = [
                    (Array("no gzip".utf8), "bad_gzip"), (Array(whole.dropLast(6)), "bad_gzip"),
                    (bomb, "gzip_bomb"),
                ]
                for (content, code) in cases {
                    let answer = try await pipeline.send(
                        "POST", path, body: content, type: "application/x-ndjson",
                        fields: [(name: "Content-Encoding", value: "gzip")])
                    #expect(answer.status == 200)
                    let last = try #require(answer.body.split(separator: UInt8(ascii: "\n")).last)
                    let problem = try JSONValue(parsing: last)["error"]
                    #expect(problem?["code"]?.text == code)
                }
            }
        }
    }
}
