import Settings
import StageWorker
import Testing

@testable import Orchestrator

/// Processes are given one environment, so each must know what its neighbours read.
@Suite struct KnownVariablesTests {
    @Test func `what one program reads is no mistake in the environment of another`() throws {
        var reader = SettingsReader(environment: [:])
        _ = OrchestratorSettings(reading: &reader)
        _ = StageSettings(reading: &reader, service: "generator", port: 0)
        #expect(reader.asked.contains("PAIRMILL_QUEUE_HINTS"))

        let values = Dictionary(reader.asked.map { ($0, "x") }, uniquingKeysWith: { first, _ in first })
        try SettingsReader(environment: values).finish()
    }
}
