import Testing

@testable import EventLoop

@Suite struct TimerWheelTests {
    @Test func `a timer fires at its tick and not before`() {
        var wheel = TimerWheel<String>(now: 100)
        _ = wheel.schedule("a", at: 105)

        #expect(wheel.nextTick == 105)
        expect(&wheel, by: 104, [])
        expect(&wheel, by: 105, ["a"])
        #expect(wheel.nextTick == nil)
    }

    @Test func `a tick that is past means the next one`() {
        var wheel = TimerWheel<String>(now: 100)
        _ = wheel.schedule("a", at: 3)

        #expect(wheel.nextTick == 101)
    }

    @Test func `a timer more than a turn away is passed over until its turn`() {
        var wheel = TimerWheel<String>(now: 0)
        _ = wheel.schedule("a", at: 3_000)

        expect(&wheel, by: 2_999, [])
        expect(&wheel, by: 3_000, ["a"])
    }

    @Test func `putting a deadline off leaves the timer where it hangs until then`() {
        var wheel = TimerWheel<String>(now: 0)
        let token = wheel.schedule("a", at: 10)
        let isMoved = wheel.refresh(token, to: 500)
        #expect(isMoved)

        #expect(wheel.nextTick == 10)
        expect(&wheel, by: 10, [])
        #expect(wheel.nextTick == 500)
    }

    @Test func `bringing a deadline forward moves the timer at once`() {
        var wheel = TimerWheel<String>(now: 0)
        let token = wheel.schedule("a", at: 500)
        let isMoved = wheel.refresh(token, to: 10)
        #expect(isMoved)

        #expect(wheel.nextTick == 10)
        expect(&wheel, by: 10, ["a"])
    }

    @Test func `a cancelled or fired timer can be neither refreshed nor cancelled`() {
        var wheel = TimerWheel<String>(now: 0)
        let (cancelled, fired) = (wheel.schedule("a", at: 5), wheel.schedule("b", at: 5))
        let isCancelled = wheel.cancel(cancelled)
        #expect(isCancelled)
        expect(&wheel, by: 5, ["b"])

        let changes = [wheel.cancel(cancelled), wheel.refresh(fired, to: 9)]
        #expect(changes == [false, false])
        #expect(wheel.count == 0)
    }

    @Test func `time that passed without timers is skipped`() {
        var wheel = TimerWheel<String>(now: 0)
        wheel.skip(to: 5_000)
        _ = wheel.schedule("a", at: 5_010)
        wheel.skip(to: 9_000)

        #expect(wheel.nextTick == 5_010)
    }

    private func expect(_ wheel: inout TimerWheel<String>, by tick: UInt64, _ payloads: [String]) {
        let fired = wheel.advance(to: tick).map(\.payload)
        #expect(fired == payloads)
    }

    /// Schedules, moves and cancels at random, and compares with a list by tick.
    @Test(arguments: [UInt64.random(in: 0..<1_000_000)])
    func `a hundred thousand timers fire as a sorted list says`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var wheel = TimerWheel<Int>(now: 0)
        var model = TimerModel()
        for number in 0..<100_000 {
            let due = model.now + 1 + random.next() % 4_000
            model.schedule(number, at: due, wheel.schedule(number, at: due))
            let other = Int(random.next() % UInt64(number + 1))
            if number % 3 == 0, let token = model.tokens[other] {
                let moved = model.now + 1 + random.next() % 4_000
                let isMoved = wheel.refresh(token, to: moved)
                #expect(isMoved, "seed \(seed)")
                model.move(other, to: moved)
            } else if number % 7 == 0, let token = model.tokens[other] {
                let isCancelled = wheel.cancel(token)
                #expect(isCancelled, "seed \(seed)")
                model.cancel(other)
            }
            guard number % 500 == 0 else { continue }
            let expected = model.advance(by: random.next() % 300)
            let fired = wheel.advance(to: model.now).map(\.payload)
            #expect(fired.sorted() == expected.sorted(), "seed \(seed)")
        }
        let expected = model.advance(by: 10_000)
        let rest = wheel.advance(to: model.now).map(\.payload)
        #expect(rest.sorted() == expected.sorted(), "seed \(seed)")
    }
}

/// The slow and obvious wheel: timers listed by their tick.
private struct TimerModel {
    private(set) var now: UInt64 = 0
    private(set) var tokens: [Int: Token] = [:]
    private var due: [Int: UInt64] = [:]
    private var listed: [UInt64: Set<Int>] = [:]

    mutating func schedule(_ number: Int, at tick: UInt64, _ token: Token) {
        tokens[number] = token
        due[number] = tick
        listed[tick, default: []].insert(number)
    }

    mutating func move(_ number: Int, to tick: UInt64) {
        guard let token = tokens[number] else { return }
        cancel(number)
        schedule(number, at: tick, token)
    }

    mutating func cancel(_ number: Int) {
        tokens[number] = nil
        if let tick = due.removeValue(forKey: number) { listed[tick]?.remove(number) }
    }

    mutating func advance(by ticks: UInt64) -> [Int] {
        now += ticks
        let past = listed.keys.filter { $0 <= now }
        let fired = past.flatMap { listed.removeValue(forKey: $0) ?? [] }
        fired.forEach { cancel($0) }
        return fired
    }
}

/// A small generator with a seed (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
