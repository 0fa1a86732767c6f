import Settings
import TaskQueue
import Testing

@Suite struct QueueSettingsTests {
    @Test func `without settings the numbers are those of the table`() throws {
        var reader = SettingsReader(environment: [:])
        let settings = QueueSettings(reading: &reader)
        try reader.finish()

        #expect(settings.hints)
        #expect(settings.ttl == .seconds(30))
        #expect(settings.beat == .seconds(5))
        #expect(settings.fenceMargin == QueueSettings().fenceMargin)
        #expect(settings.sweepGap == QueueSettings().sweepGap)
    }

    @Test func `a shorter ttl takes the fence margin and the sweeps' gap with it`() throws {
        var reader = SettingsReader(
            environment: ["PAIRMILL_QUEUE_TTL": "6s", "PAIRMILL_QUEUE_BEAT": "1s"])
        let settings = QueueSettings(reading: &reader)
        try reader.finish()

        #expect(settings.ttl == .seconds(6))
        #expect(settings.fenceMargin == .seconds(2))
        #expect(settings.sweepGap < settings.ttl - settings.beat)
        #expect(settings.sweepGap >= settings.sweepEvery * 2)
    }

    @Test func `hints can be switched off`() throws {
        var reader = SettingsReader(environment: ["PAIRMILL_QUEUE_HINTS": "false"])
        let settings = QueueSettings(reading: &reader)
        try reader.finish()

        #expect(!settings.hints)
    }

    @Test func `a ttl too short for the sweeps is refused`() {
        var reader = SettingsReader(
            environment: ["PAIRMILL_QUEUE_TTL": "5s", "PAIRMILL_QUEUE_BEAT": "500ms"])
        _ = QueueSettings(reading: &reader)

        #expect(throws: SettingsError.self) { try reader.finish() }
    }

    @Test(arguments: ["0s", "6s"])
    func `a beat that the ttl does not hold six times is refused`(beat: String) {
        var reader = SettingsReader(environment: ["PAIRMILL_QUEUE_BEAT": beat])
        _ = QueueSettings(reading: &reader)

        #expect(throws: SettingsError.self) { try reader.finish() }
    }
}
