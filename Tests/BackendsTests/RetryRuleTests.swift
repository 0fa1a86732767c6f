import Testing

@testable import Backends

@Suite struct RetryRuleTests {
    @Test func `there are two more tries, the pause doubles`() {
        var rule = RetryRule()
        #expect(rule.pause(before: .again, jitter: 0) == .milliseconds(50))
        #expect(rule.pause(before: .elsewhere, jitter: 0) == .milliseconds(100))
        #expect(rule.pause(before: .again, jitter: 0) == nil)
    }

    @Test func `jitter takes up to half of the pause`() {
        var rule = RetryRule()
        #expect(rule.pause(before: .again, jitter: 1) == .milliseconds(25))
        #expect(rule.pause(before: .again, jitter: 0.5) == .milliseconds(75))
    }

    @Test func `once something was generated there is no other try`() {
        var rule = RetryRule()
        #expect(rule.pause(before: .none, jitter: 0) == nil)
    }
}
