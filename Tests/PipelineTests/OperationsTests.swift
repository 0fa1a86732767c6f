import EventLoop
import Foundation
import PipelineSupport
import TestSupport
import Testing

extension PipelineTests {
    /// What a process answers beside its work.
    @Suite struct OperationsTests {
        @Test(arguments: ["orchestrator", "verifier"])
        func `a process answers probes on an address of their own`(program: String) async throws {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    _ = try await pipeline.launch("orchestrator", arguments: ["migrate"])
                    let port = try Pipeline.freePort()
                    let service = try await pipeline.launch(
                        program, ["PAIRMILL_HTTP_OPERATIONS": "127.0.0.1:\(port)"])
                    for url in ["http://127.0.0.1:\(port)", service.url] {
                        for path in ["/livez", "/readyz"] {
                            try await pipeline.until("\(path) of \(url) is ok", within: .seconds(30)) {
                                try await pipeline.send("GET", path, to: url).text == "ok\n"
                            }
                        }
                        let page = try await pipeline.send("GET", "/metrics", to: url).text
                        #expect(page.contains("server=\"\(program)-operations\""))
                    }
                    let other = try await pipeline.send("GET", "/v1/jobs", to: "http://127.0.0.1:\(port)")
                    #expect(other.status == 404)
                    service.process.terminate()
                    try await pipeline.until("it ends", within: .seconds(30)) {
                        service.process.exitCode == 0
                    }
                }
            }
        }

        @Test func `the limits of messages are an operator's to set`() async throws {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let service = try await pipeline.launch(
                        "orchestrator", ["PAIRMILL_HTTP_TARGET": "64", "PAIRMILL_HTTP_FIELDS": "12"])
                    try await pipeline.until("it lives", within: .seconds(30)) {
                        try await pipeline.send("GET", "/livez", to: service.url).status == 200
                    }
                    let long = "/livez?" + String(repeating: "x", count: 64)
                    #expect(try await pipeline.send("GET", long, to: service.url).status == 414)
                    let fields = (0..<12).map { (name: "X-Field-\($0)", value: "x") }
                    let many = try await pipeline.send("GET", "/livez", fields: fields, to: service.url)
                    #expect(many.status == 431)
                }
            }
        }

        @Test func `the echo for conformance suites gives content back`() async throws {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let port = try Pipeline.freePort()
                    let url = "http://127.0.0.1:\(port)"
                    let echo = try await pipeline.launch(
                        "orchestrator", ["conformance-echo", "\(port)"], exactly: [:], url: url)
                    try await pipeline.until("it listens", within: .seconds(30)) {
                        echo.process.printed.contains("listening on \(url)/")
                    }
                    let empty = try await pipeline.send("GET", "/", to: url)
                    #expect(empty.status == 200 && empty.text.isEmpty)
                    let full = try await pipeline.send("POST", "/", body: Array("hello".utf8), to: url)
                    #expect(full.status == 200 && full.text == "hello")
                    echo.process.terminate()
                    try await pipeline.until("it ends", within: .seconds(30)) { echo.process.exitCode == 0 }
                }
            }
        }
    }
}
