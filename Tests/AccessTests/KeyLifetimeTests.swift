import Testing

@testable import Access

@Suite struct KeyLifetimeTests {
    @Test(arguments: [
        ("1m", 60), ("30m", 1_800), ("12h", 43_200), ("90d", 7_776_000), ("3653d", 315_619_200),
    ])
    func `a number of minutes, hours or days is a lifetime`(text: String, seconds: Int64) {
        #expect(KeyLifetime(parsing: text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "d", "0d", "-1d", "+1d", "90", "90s", "1.5h", "90 d", "3654d", "9223372036854775807d", "1d1d",
        "٣d",
        "99999999999999999999d",
    ])
    func `anything else is none`(text: String) {
        #expect(KeyLifetime(parsing: text) == nil)
    }
}
