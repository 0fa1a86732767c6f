import EventLoop
import Foundation
import PipelineSupport
import TestSupport
import Testing

extension PipelineTests {
    /// A process that has run out of descriptors (docs/http.md §3).
    @Suite struct ExhaustionTests {
        @Test func `it answers probes, tells clients to come again, and is itself again afterwards`()
            async throws
        {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    _ = try await pipeline.launch("orchestrator", arguments: ["migrate"])
                    let port = try Pipeline.freePort()
                    let service = try await pipeline.launch(
                        "orchestrator", ["PAIRMILL_HTTP_OPERATIONS": "127.0.0.1:\(port)"])
                    let operations = "http://127.0.0.1:\(port)"
                    try await pipeline.until("it is ready", within: .seconds(30)) {
                        try await Self.answers("/readyz", operations, pipeline)
                    }
                    try await Self.leave(8, to: service.process.pid)
                    let crowd = try Crowd(of: 60, at: service.url)
                    defer { crowd.leave() }
                    try await pipeline.until("somebody is told to come again", within: .seconds(30)) {
                        crowd.heard.contains { $0.hasPrefix("HTTP/1.1 503 ") }
                    }
                    // Each waits for up to half a second: accepting rests in between.
                    for _ in 0..<4 {
                        #expect(try await Self.answers("/livez", operations, pipeline))
                        #expect(try await Self.answers("/metrics", operations, pipeline))
                    }
                    crowd.leave()
                    try await pipeline.until("it answers everybody", within: .seconds(30)) {
                        try await Self.answers("/version", service.url, pipeline)
                    }
                }
            }
        }

        /// Asks on a connection of its own.
        private static func answers(_ path: String, _ url: String, _ pipeline: Pipeline) async throws -> Bool
        {
            let answer = try await pipeline.send(
                "GET", path, fields: [(name: "Connection", value: "close")], to: url)
            return answer.status == 200
        }

        /// Lets a process open so many descriptors more: a limit is a number that none may reach.
        private static func leave(_ count: Int, to pid: pid_t) async throws {
            let open = Set(
                try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").compactMap { Int($0) })
            let free = (0...).lazy.filter { !open.contains($0) }.prefix(count)
            let limit = (Array(free).last ?? 0) + 1
            let code = try await SystemCommand(
                ["prlimit", "--pid", "\(pid)", "--nofile=\(limit):\(limit)"]
            ).run()
            #expect(code == 0)
        }
    }
}
