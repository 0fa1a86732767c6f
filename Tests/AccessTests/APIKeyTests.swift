import Digests
import Testing

@testable import Access

@Suite struct APIKeyTests {
    @Test func `a key is read back as it was shown`() throws {
        let key = APIKey.make()
        #expect(key.exposed.utf8.count == 3 + 12 + 1 + 43)
        #expect(key.exposed.hasPrefix(key.id + "_"))
        #expect(try #require(APIKey(parsing: key.exposed)) == key)
        #expect(key.digest == SHA256Digest(of: key.exposed.utf8))
    }

    @Test func `keys differ in what names them and in what proves them`() {
        let keys = (0..<100).map { _ in APIKey.make().exposed }
        #expect(Set(keys.map { $0.prefix(15) }).count == 100)
        #expect(Set(keys.map { $0.suffix(43) }).count == 100)
        // All 62 characters come: 5,500 draws miss one of them with a probability below 10⁻³⁶.
        #expect(Set(keys.flatMap { $0.dropFirst(3) }).count == 62 + 1)
    }

    @Test func `a text that is no key as a whole is none`() {
        let text = APIKey.make().exposed
        let (start, most) = (String(text.prefix(15)), String(text.dropLast()))
        let wrong: [String] = [
            "", "pm_", most, "\(text)0", " \(text)", "pk_\(text.dropFirst(3))", "PM_\(text.dropFirst(3))",
            "\(start)-\(text.suffix(43))", "\(most)é", "\(most)_", "\(most)\0",
        ]
        for text in wrong {
            #expect(APIKey(parsing: text) == nil, "\(text)")
        }
    }

    @Test func `only pm_ and twelve characters are an id`() {
        #expect(APIKey.isID(APIKey.make().id))
        for wrong in ["pm_12345678901", "pm_1234567890123", "pk_123456789012", "pm_12345678901-"] {
            #expect(!APIKey.isID(wrong), "\(wrong)")
        }
    }

    @Test func `no description shows what proves a key`() {
        let key = APIKey.make()
        let secret = key.exposed.suffix(43)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] {
            #expect(!text.contains(secret) && text.contains(key.id), "\(text)")
        }
    }
}
