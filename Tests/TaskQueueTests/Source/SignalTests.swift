import Testing

@testable import TaskQueue

@Suite(.timeLimit(.minutes(1))) struct SignalTests {
    private let never = ContinuousClock.now + .seconds(3600)

    @Test func `a signal given before is not lost`() async {
        let signal = Signal()
        signal.give()
        signal.give()
        await signal.wait(until: never)
    }

    @Test func `a waiter is woken`() async {
        let signal = Signal()
        await withTaskGroup { group in
            group.addTask { await signal.wait(until: never) }
            signal.give()
            await group.waitForAll()
        }
    }

    @Test func `a wait ends at its moment`() async {
        let signal = Signal()
        await signal.wait(until: .now + .milliseconds(5))
        signal.give()
        await signal.wait(until: never)
    }

    @Test func `a cancelled wait ends`() async {
        let signal = Signal()
        for _ in 0..<200 {
            await withTaskGroup { group in
                group.addTask { await signal.wait(until: never) }
                group.cancelAll()
            }
        }
    }
}
