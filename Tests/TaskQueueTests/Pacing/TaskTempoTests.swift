import Testing

@testable import TaskQueue

@Suite struct TaskTempoTests {
    private func tempo(task: Duration, cycle: Duration) -> TaskTempo {
        var tempo = TaskTempo()
        for _ in 0..<100 {
            tempo.taskTook(task)
            tempo.cycleTook(cycle)
        }
        return tempo
    }

    @Test func `a finished task waits for company for 5 % of a task's time at most`() {
        #expect(TaskTempo().linger(atMost: .milliseconds(250)) == .zero)
        let fast = tempo(task: .milliseconds(100), cycle: .milliseconds(2)).linger(atMost: .milliseconds(250))
        #expect(fast > .milliseconds(4.9) && fast < .milliseconds(5.1))
        let slow = tempo(task: .seconds(60), cycle: .milliseconds(2))
        #expect(slow.linger(atMost: .milliseconds(250)) == .milliseconds(250))
    }

    @Test func `where more waits than can be held, fast ones wait longer and more is claimed ahead`() {
        let fast = tempo(task: .milliseconds(100), cycle: .milliseconds(5))
        let linger = fast.linger(atMost: .milliseconds(250), isQueueDeep: true)
        #expect(linger > .milliseconds(24.9) && linger < .milliseconds(25.1))
        #expect(fast.prefetch(capacity: 64, lingering: .milliseconds(25)) == 20)
        let slow = tempo(task: .seconds(2), cycle: .milliseconds(5))
        #expect(slow.linger(atMost: .seconds(1), isQueueDeep: true) < .milliseconds(101))
    }

    @Test func `fast tasks are claimed ahead by what ends during a claim`() {
        #expect(tempo(task: .milliseconds(100), cycle: .milliseconds(5)).prefetch(capacity: 64) == 4)
        #expect(tempo(task: .milliseconds(1), cycle: .milliseconds(5)).prefetch(capacity: 64) == 64)
    }

    @Test func `slow tasks are never hoarded`() {
        #expect(tempo(task: .seconds(2), cycle: .milliseconds(50)).prefetch(capacity: 64) == 0)
        #expect(TaskTempo().prefetch(capacity: 64) == 0)
    }
}
