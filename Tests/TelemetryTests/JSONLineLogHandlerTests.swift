import Foundation
import Logging
import Synchronization
import Testing

@testable import Telemetry

@Suite struct JSONLineLogHandlerTests {
    /// What a logger with our handler writes while `body` runs.
    private func lines(level: Logger.Level = .info, _ body: (inout Logger) -> Void) -> [String] {
        let written = Box()
        var logger = Logger(label: "test") { label in
            JSONLineLogHandler(label: label, service: "generator", level: level) { line in
                written.append(line)
            }
        }
        body(&logger)
        return written.lines
    }

    private final class Box: Sendable {
        private let all = Mutex<[String]>([])
        var lines: [String] { all.withLock { $0 } }
        func append(_ line: String) { all.withLock { $0.append(line) } }
    }

    @Test func `each event is one line of valid JSON, whatever it says`() throws {
        let nasty = "line\nfeed \"quoted\" \\ tab\t nul\u{0} bell\u{7} é 猫"
        let lines = lines { logger in
            logger[metadataKey: "job"] = "7"
            logger.info("\(nasty)", metadata: ["task": "\(nasty)"])
        }

        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.filter { $0 == "\n" }.count == 1)
        let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(object["message"] == nasty)
        #expect(object["task"] == nasty)
        #expect(object["job"] == "7")
        #expect(object["level"] == "info")
        #expect(object["service"] == "generator")
    }

    @Test func `what lies below the level is not written`() {
        #expect(lines(level: .warning) { $0.info("quiet") }.isEmpty)
        #expect(lines(level: .warning) { $0.error("loud") }.count == 1)
    }

    @Test func `what an event says wins over what the logger says`() throws {
        let lines = lines { logger in
            logger[metadataKey: "job"] = "7"
            logger.info("hello", metadata: ["job": "8"])
        }
        #expect(lines.first?.contains(#""job":"8""#) == true)
    }
}
