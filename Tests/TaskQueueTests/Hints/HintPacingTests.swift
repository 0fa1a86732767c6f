import Domain
import Testing

@testable import TaskQueue

@Suite struct HintPacingTests {
    private let start = ContinuousClock.now

    @Test func `the first hint leaves at once, those that follow are one at the end of the gap`() {
        var hints = HintPacing()
        hints.want([.verify])
        #expect(hints.take(at: start) == [.verify])
        for millisecond in 1...49 {
            hints.want([.verify])
            #expect(hints.take(at: start + .milliseconds(millisecond)).isEmpty)
        }
        #expect(hints.nextMoment(after: start) == start + HintPacing.gap)
        #expect(hints.take(at: start + HintPacing.gap) == [.verify])
        #expect(hints.nextMoment(after: start) == nil)
    }

    @Test func `no stage is told more than twenty times a second`() {
        var hints = HintPacing()
        var told = 0
        for millisecond in 0..<1000 {
            hints.want([.revise])
            told += hints.take(at: start + .milliseconds(millisecond)).count
        }
        #expect(told == 20)
    }

    @Test func `stages do not wait for each other`() {
        var hints = HintPacing()
        hints.want([.verify])
        _ = hints.take(at: start)
        hints.want([.revise, .verify])
        #expect(hints.take(at: start + .milliseconds(1)) == [.revise])
    }

    @Test func `what is dropped is told no more`() {
        var hints = HintPacing()
        hints.want([.verify])
        hints.drop()
        #expect(hints.take(at: start).isEmpty && hints.nextMoment(after: start) == nil)
    }
}
