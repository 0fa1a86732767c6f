import Postgres
import Testing

@Suite struct ReconnectBackoffTests {
    @Test func `delays grow from 50 ms, stay within 5 s and start over after a success`() {
        var backoff = ReconnectBackoff()
        var random = SystemRandomNumberGenerator()
        #expect(backoff.next(using: &random) <= .milliseconds(150))
        let delays = (0..<500).map { _ in backoff.next(using: &random) }
        #expect(delays.allSatisfy { (ReconnectBackoff.shortest...ReconnectBackoff.longest).contains($0) })
        #expect((delays.max() ?? .zero) > .seconds(1))
        backoff.reset()
        #expect(backoff.next(using: &random) <= .milliseconds(150))
    }
}
