import Contracts
import Domain
import Foundation
import Images
import PipelineSupport
import Testing

extension PipelineTests {
    /// Samples and their images in one form, as `curl -F` sends them.
    @Suite struct UploadTests {
        private static func line(_ id: String, _ path: String) -> String {
            #"{"id": "\#(id)", "image": {"path": "\#(path)"}, "instruction": "What?", "reference": "A \#(id)."}"#
        }

        private static func picture(_ shade: UInt8) throws -> [UInt8] {
            try PixelImage(width: 32, height: 30, red: shade, green: 90, blue: 7).png(compression: 1)
        }

        @Test func `lines and images of a form are stored, and a missing image is named by its line`()
            async throws
        {
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.createJob()
                let lines = [
                    Self.line("a", "17.png"), Self.line("b", "images/18.png"), Self.line("c", "19.png"),
                ]
                let answer = try await pipeline.upload(
                    to: job,
                    [
                        ("17.png", try Self.picture(17)),
                        ("samples", Array(lines.joined(separator: "\n").utf8)),
                        ("images/18.png", try Self.picture(18)),
                    ]
                ).succeeded()

                let answers = try answer.lines
                #expect(answer.type == "application/x-ndjson")
                #expect(answers.map { $0["line"] } == [1, 2, 3, nil])
                #expect(answers[0]["sample"] != nil)
                #expect(answers[1]["sample"] != nil)
                #expect(answers[2]["error"]?["code"] == "image_not_found")
                #expect(
                    answers[2]["error"]?["message"] == "19.png: no part of this upload has this name")
                #expect(answers[3]["summary"]?["stored"] == 2)
                #expect(try await pipeline.status(of: job)["samples"] != nil)
            }
        }

        @Test func `a form that is malformed, lacks its lines or ends early is a problem`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.createJob()
                let disposition = "Content-Disposition: form-data; name="
                let wrong: [(type: String, body: String, status: Int, code: String)] = [
                    ("multipart/form-data", "", 415, "not_multipart"),
                    ("multipart/form-data; boundary=b", "--b\r\n\r\n", 400, "bad_multipart"),
                    (
                        "multipart/form-data; boundary=b", "--b\r\n\(disposition)samples\r\n\r\n{}", 400,
                        "bad_multipart"
                    ),
                    (
                        "multipart/form-data; boundary=b", "--b\r\n\(disposition)a\r\n\r\nx\r\n--b--", 422,
                        "samples_missing"
                    ),
                    (
                        "multipart/form-data; boundary=b",
                        "--b\r\n\(disposition)\(String(repeating: "a", count: 1_025))\r\n\r\nx\r\n--b--", 422,
                        "part_name_too_long"
                    ),
                ]
                for (type, body, status, code) in wrong {
                    let answer = try await pipeline.send(
                        "POST", "/v1/jobs/\(job)/samples", body: Array(body.utf8), type: type)
                    #expect(answer.status == status, "\(answer.text)")
                    #expect(try answer.json["code"]?.text == code)
                }
            }
        }
    }
}

extension Pipeline {
    /// Sends a form of parts, each as a file would be.
    fileprivate func upload(to job: JobID, _ parts: [(name: String, content: [UInt8])]) async throws -> Answer
    {
        let boundary = "----------------------------pairmill"
        var body: [UInt8] = []
        for part in parts {
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"; "
                + "filename=\"\(part.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            body += Array(head.utf8) + part.content + [0x0D, 0x0A]
        }
        body += Array("--\(boundary)--\r\n".utf8)
        return try await send(
            "POST", "/v1/jobs/\(job)/samples", body: body, type: "multipart/form-data; boundary=\(boundary)")
    }
}
