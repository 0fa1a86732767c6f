import Testing

@testable import Access

@Suite struct RedactedKeysTests {
    @Test func `a key in a text loses what proves it, wherever it stands`() {
        let key = APIKey.make()
        let secret = String(key.exposed.suffix(43))
        for text in [
            key.exposed, "/v1/keys/\(key.exposed)/x", "/v1/jobs/pm_\(key.exposed)",
            "pm_ pm_x \(key.exposed)!",
            "a\(key.exposed)b\(key.exposed)", "/v1/keys/\(key.id)%5F\(secret)", "\(key.exposed)more",
        ] {
            let shown = text.withoutKeys
            #expect(!shown.contains(secret.prefix(8)), "\(shown)")
            #expect(shown.contains(key.id), "\(shown)")
        }
    }

    @Test(arguments: ["", "/v1/jobs/job_0", "pm_", "pm_123456789012", "/v1/keys/pm_123456789012", "pm_é_"])
    func `what holds no key stays as it is`(text: String) {
        #expect(text.withoutKeys == text)
    }
}
