import TaskQueue
import Testing

@Suite struct QidLogTests {
    private let start = ContinuousClock.now

    @Test func `a row is as old as the first note that knew of it`() {
        var log = QidLog()
        for second in 0...10 { log.note(Int64(second * 100), at: start + .seconds(second)) }
        let now = start + .seconds(20)

        #expect(log.age(of: 350, at: now) == .seconds(16))
        #expect(log.age(of: 400, at: now) == .seconds(16))
        #expect(log.age(of: 401, at: now) == .seconds(15))
        #expect(log.age(of: 1001, at: now) == .zero)
        #expect(QidLog().age(of: 1, at: now) == .zero)
    }

    @Test func `while nothing is enqueued rows grow older`() {
        var log = QidLog()
        for second in 0...100 { log.note(7, at: start + .seconds(second)) }
        #expect(log.age(of: 7, at: start + .seconds(100)) == .seconds(100))
    }

    @Test func `it is bounded, and what is older than it is as old as it is`() {
        var log = QidLog()
        for second in 0..<5000 { log.note(Int64(second), at: start + .seconds(second)) }
        #expect(log.age(of: 0, at: start + .seconds(5000)) == .seconds(3600))
    }

    @Test func `a sequence that went back begins it anew`() {
        var log = QidLog()
        log.note(1000, at: start)
        log.note(5, at: start + .seconds(60))
        #expect(log.age(of: 5, at: start + .seconds(61)) == .seconds(1))
    }
}
