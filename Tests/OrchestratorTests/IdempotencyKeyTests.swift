import Testing

@testable import Orchestrator

@Suite struct IdempotencyKeyTests {
    @Test(arguments: ["8e03978e-40d5-43e8-bc93-6894a57f9324", "a", String(repeating: "k", count: 255)])
    func `a key may come bare or in quotes`(_ key: String) {
        #expect(IdempotencyKey(key)?.text == key)
        #expect(IdempotencyKey("\"\(key)\"")?.text == key)
    }

    @Test(arguments: ["", "\"\"", "\"", "a b", "a\"b", "é", "a\tb", String(repeating: "k", count: 256)])
    func `what is empty, too long or not visible ASCII is no key`(_ value: String) {
        #expect(IdempotencyKey(value) == nil)
    }
}
