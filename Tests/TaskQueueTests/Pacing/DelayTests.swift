import TestSupport
import Testing

@testable import TaskQueue

@Suite struct DelayTests {
    @Test func `a retry waits anything up to a ceiling that doubles`() {
        let delay = RetryDelay(first: .seconds(2), most: .seconds(60))
        #expect(
            (0...8).map { delay.ceiling(after: $0).components.seconds } == [2, 2, 4, 8, 16, 32, 60, 60, 60])
        var random = SplitMix(seed: 1)
        let drawn = (0..<1_000).map { _ in delay.draw(after: 3, using: &random) }
        #expect(drawn.allSatisfy { (.zero)...(.seconds(8)) ~= $0 })
        #expect((drawn.min() ?? .seconds(9)) < .seconds(1))
        #expect((drawn.max() ?? .zero) > .seconds(7))
    }

    @Test func `reconnecting waits between the least and thrice the last`() {
        var delay = ReconnectDelay()
        var random = SplitMix(seed: 2)
        var last = Duration.milliseconds(50)
        for _ in 0..<1_000 {
            let next = delay.next(using: &random)
            #expect(next >= .milliseconds(50) && next <= min(.seconds(5), last * 3))
            last = next
        }
        delay.reset()
        #expect(delay.next(using: &random) <= .milliseconds(150))
    }

    @Test func `polling slows down while there is nothing and not after a full batch`() {
        var pacing = PollPacing(.milliseconds(10)...(.seconds(1)))
        var random = SplitMix(seed: 3)
        let waits = (0..<12).map { _ in pacing.next(got: 0, of: 8, using: &random) }
        #expect(waits[0] <= .milliseconds(15))
        #expect(waits[11] >= .milliseconds(500) && waits[11] <= .milliseconds(1_500))
        #expect(pacing.next(got: 8, of: 8, using: &random) == .zero)
        #expect(pacing.next(got: 1, of: 8, using: &random) <= .milliseconds(15))
    }
}
