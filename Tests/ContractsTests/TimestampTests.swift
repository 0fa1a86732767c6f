import Foundation
import Testing

@testable import Contracts

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-23T10:00:00Z", 1_795_428_000_000_000),
        ("2000-02-29T23:59:59.000001Z", 951_868_799_000_001), ("1969-12-31T23:59:59.999999Z", -1),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
    ])
    func `times are read and written`(text: String, microseconds: Int64) {
        #expect(Timestamp(microseconds: microseconds).description == text)
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test func `days since the Gregorian reform agree with Foundation's`() throws {
        let formatter = ISO8601DateFormatter()
        for day in stride(from: -140_000, through: 200_000, by: 997) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            #expect(
                Timestamp(microseconds: Int64(day) * 86_400_000_000).description
                    == formatter.string(from: date))
        }
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-23T24:00:00Z",
        "2026-11-23T10:00:00+01:00", "2026-11-23T10:00:00.Z", "２026-11-23T10:00:00Z",
    ])
    func `anything else is no time`(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
