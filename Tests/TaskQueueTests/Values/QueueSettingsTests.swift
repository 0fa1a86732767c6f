import Settings
import TaskQueue
import Testing

@Suite struct QueueSettingsTests {
    @Test func `without settings the numbers are those of the table`() throws {
        var reader = SettingsReader(environment: [:])
        let settings = QueueSettings(reading: &reader)
        try reader.finish()

        #expect(settings.ttl == .seconds(30))
        #expect(settings.beat == .seconds(5))
        #expect(settings.fenceMargin == QueueSettings().fenceMargin)
    }

    @Test func `the fence margin keeps its share of a shorter ttl`() throws {
        var reader = SettingsReader(
            environment: ["PAIRMILL_QUEUE_TTL": "6s", "PAIRMILL_QUEUE_BEAT": "1s"])
        let settings = QueueSettings(reading: &reader)
        try reader.finish()

        #expect(settings.ttl == .seconds(6))
        #expect(settings.fenceMargin == .seconds(2))
    }

    @Test(arguments: ["0s", "11s"])
    func `a beat that the ttl does not hold three times is refused`(beat: String) {
        var reader = SettingsReader(environment: ["PAIRMILL_QUEUE_BEAT": beat])
        _ = QueueSettings(reading: &reader)

        #expect(throws: SettingsError.self) { try reader.finish() }
    }
}
