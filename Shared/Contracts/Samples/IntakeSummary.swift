/// The last line of an intake: `stored + duplicates + failed` is `lines`.
package struct IntakeSummary: Sendable, Codable, Hashable {
    package var lines: Int
    package var stored: Int
    package var duplicates: Int
    package var failed: Int
    package var turnsLeftOut: Int

    package init(lines: Int = 0, stored: Int = 0, duplicates: Int = 0, failed: Int = 0, turnsLeftOut: Int = 0)
    {
        self.lines = lines
        self.stored = stored
        self.duplicates = duplicates
        self.failed = failed
        self.turnsLeftOut = turnsLeftOut
    }

    package enum CodingKeys: String, CodingKey {
        case lines, stored, duplicates, failed
        case turnsLeftOut = "turns_left_out"
    }
}
