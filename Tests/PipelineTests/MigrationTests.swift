import Curl
import EventLoop
import Foundation
import PipelineSupport
import TestSupport
import Testing

extension PipelineTests {
    @Suite struct MigrationTests {
        @Test func `services wait for the tables and say so, until orchestrator migrate made them`()
            async throws
        {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let waiting = try await pipeline.launch("verifier")
                    try await pipeline.until("it says what it waits for", within: .seconds(30)) {
                        let answer = try await pipeline.send("GET", "/readyz", to: waiting.url)
                        return answer.status == 503 && answer.text.contains("orchestrator migrate")
                    }
                    _ = try await pipeline.launch("orchestrator", arguments: ["migrate"])
                    _ = try await pipeline.launch("orchestrator", arguments: ["migrate"])
                    try await pipeline.until("it is ready", within: .seconds(30)) {
                        try await pipeline.send("GET", "/readyz", to: waiting.url).status == 200
                    }
                }
            }
        }
    }
}
