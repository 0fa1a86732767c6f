import Curl
import EventLoop
import Foundation
import PipelineSupport
import Postgres
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

        @Test
        func `of several migrations at once each succeeds, and the role's connections have their limits`()
            async throws
        {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    var migrations: [ServiceProcess] = []
                    for _ in 1...3 {
                        let service = try await pipeline.launch("orchestrator", arguments: ["migrate"])
                        migrations.append(service.process)
                    }
                    for process in migrations {
                        try await pipeline.until("it ends", within: .seconds(30)) {
                            process.exitCode != nil
                        }
                        #expect(process.exitCode == 0)
                    }
                    var settings = database.settings
                    settings.preparesStatements = false
                    let client = try await PostgresConnection.connect(settings)
                    let row = try await client.query("show statement_timeout").first
                    #expect(try #require(row).decode(String.self, at: 0) == "30s")
                }
            }
        }
    }
}
