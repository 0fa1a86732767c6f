import Testing

@testable import Backends

@Suite struct BreakerTests {
    private let start = ContinuousClock.now

    @Test func `five failures running open it for five seconds`() {
        var breaker = Breaker()
        for _ in 0..<4 { send(.failure, through: &breaker) }
        #expect(breaker.admits(at: start))
        send(.failure, through: &breaker)
        #expect(breaker.opensUntil == start + .seconds(5))
        #expect(!breaker.admits(at: start + .seconds(4.9)))
        #expect(breaker.admits(at: start + .seconds(5)))
    }

    @Test func `half of the last twenty open it once ten are counted`() {
        var breaker = Breaker()
        for _ in 0..<4 { send(.failure, .success, through: &breaker) }
        send(.failure, through: &breaker)
        #expect(breaker.name == "closed")
        send(.success, through: &breaker)
        #expect(breaker.name == "open")
    }

    @Test func `old failures leave the window`() {
        var breaker = Breaker()
        for _ in 0..<4 { send(.failure, .success, through: &breaker) }
        for _ in 0..<20 { send(.success, .success, .failure, through: &breaker) }
        #expect(breaker.name == "closed")
    }

    @Test func `neutral replies leave the count alone`() {
        var breaker = Breaker()
        for _ in 0..<4 { send(.failure, .neutral, .neutral, through: &breaker) }
        #expect(breaker.name == "closed")
        send(.failure, through: &breaker)
        #expect(breaker.name == "open")
    }

    @Test func `half-open admits one at a time and closes after two successes`() {
        var breaker = opened()
        let later = start + .seconds(5)
        let first = breaker.pass()
        #expect(!breaker.admits(at: later))
        breaker.record(.success, of: first, at: later, jitter: 1)
        #expect(breaker.name == "half_open")
        #expect(breaker.admits(at: later))
        send(.success, through: &breaker)
        #expect(breaker.name == "closed")
    }

    @Test func `a neutral trial is returned, closes nothing and shortens no pause`() {
        var breaker = opened()
        send(.neutral, .neutral, .neutral, through: &breaker)
        #expect(breaker.state == .open(until: start + .seconds(5)))
        send(.success, .neutral, through: &breaker)
        #expect(breaker.state == .halfOpen(trialRunning: false, successes: 1))
    }

    @Test func `failed trials double the pause up to a minute and closing resets it`() {
        var breaker = opened()
        for seconds in [10, 20, 40, 60, 60] {
            send(.failure, through: &breaker)
            #expect(breaker.opensUntil == start + .seconds(seconds))
        }
        send(.success, .success, through: &breaker)
        for _ in 0..<5 { send(.failure, through: &breaker) }
        #expect(breaker.opensUntil == start + .seconds(5))
    }

    @Test func `a trial before its time is allowed once a second, whatever the pause`() {
        var breaker = opened()
        #expect(!breaker.allowsEarlyTrial(at: start + .seconds(0.9)))
        #expect(breaker.allowsEarlyTrial(at: start + .seconds(1)))
        breaker.record(.failure, of: breaker.pass(), at: start + .seconds(7), jitter: 1)
        #expect(!breaker.allowsEarlyTrial(at: start + .seconds(7.9)))
        #expect(breaker.allowsEarlyTrial(at: start + .seconds(8)))
        #expect(Breaker().allowsEarlyTrial(at: start))
    }

    @Test func `jitter scales the pause`() {
        var breaker = Breaker()
        for _ in 0..<5 { breaker.record(.failure, of: breaker.pass(), at: start, jitter: 0.8) }
        #expect(breaker.opensUntil == start + .seconds(4))
    }

    @Test func `what was sent before it opened says nothing afterwards`() {
        var breaker = Breaker()
        let old = breaker.pass()
        for _ in 0..<5 { send(.failure, through: &breaker) }
        let until = breaker.opensUntil
        breaker.record(.success, of: old, at: start, jitter: 1)
        breaker.record(.failure, of: old, at: start + .seconds(3), jitter: 1)
        #expect(breaker.opensUntil == until)
        let trial = breaker.pass()
        breaker.record(.failure, of: old, at: start, jitter: 1)
        #expect(breaker.state == .halfOpen(trialRunning: true, successes: 0))
        breaker.record(.success, of: trial, at: start, jitter: 1)
        #expect(breaker.state == .halfOpen(trialRunning: false, successes: 1))
    }

    private func opened() -> Breaker {
        var breaker = Breaker()
        for _ in 0..<5 { send(.failure, through: &breaker) }
        return breaker
    }

    private func send(_ effects: BreakerEffect..., through breaker: inout Breaker) {
        for effect in effects { breaker.record(effect, of: breaker.pass(), at: start, jitter: 1) }
    }
}
