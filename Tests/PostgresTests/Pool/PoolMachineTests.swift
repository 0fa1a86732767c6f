import Testing

@testable import Postgres

@Suite struct PoolMachineTests {
    typealias Machine = PoolMachine<SystemRandomNumberGenerator>
    let start = ContinuousClock.now

    func machine(connections: Int = 2, waiting: Int = 2) -> Machine {
        Machine(
            PoolSettings(connections: connections, waiting: waiting, idleTime: .seconds(60)),
            random: SystemRandomNumberGenerator())
    }

    @Test func `the first callers make connections, the next ones wait, more are refused`() {
        var machine = machine()
        #expect(machine.apply(.request(1), at: start) == [.grant(1, .place(1))])
        #expect(machine.apply(.request(2), at: start) == [.grant(2, .place(2))])
        #expect(machine.apply(.request(3), at: start) == [])
        #expect(machine.apply(.request(4), at: start) == [])
        #expect(machine.apply(.request(5), at: start) == [.refuse(5, .crowded(waiting: 2))])
    }

    @Test func `a returned connection goes to who waited longest`() {
        var machine = machine(connections: 1)
        _ = machine.apply(.request(1), at: start)
        _ = machine.apply(.connected(1), at: start)
        _ = machine.apply(.request(2), at: start)
        _ = machine.apply(.request(3), at: start)
        let actions = machine.apply(.returned(1, usable: true), at: start)
        #expect(actions.first == .grant(2, .connection(1)))
        #expect(machine.apply(.returned(1, usable: true), at: start).first == .grant(3, .connection(1)))
    }

    @Test func `a broken connection frees its place for who waits`() {
        var machine = machine(connections: 1)
        _ = machine.apply(.request(1), at: start)
        _ = machine.apply(.connected(1), at: start)
        _ = machine.apply(.request(2), at: start)
        #expect(machine.apply(.returned(1, usable: false), at: start) == [.close(1), .grant(2, .place(2))])
    }

    @Test func `who gave up waiting gets nothing`() {
        var machine = machine(connections: 1)
        _ = machine.apply(.request(1), at: start)
        _ = machine.apply(.request(2), at: start)
        _ = machine.apply(.request(3), at: start)
        _ = machine.apply(.abandoned(2), at: start)
        #expect(machine.apply(.returned(1, usable: false), at: start) == [.close(1), .grant(3, .place(2))])
    }

    @Test func `after a failure nobody connects before the backoff is over`() throws {
        var machine = machine()
        _ = machine.apply(.request(1), at: start)
        let actions = machine.apply(.connectFailed(1), at: start)
        guard case .wake(let retry) = try #require(actions.first) else { return #expect(Bool(false)) }
        #expect((start + .milliseconds(50)...start + .seconds(5)).contains(retry))
        #expect(machine.apply(.request(2), at: start) == [])
        #expect(machine.apply(.tick, at: retry - .milliseconds(1)) == [])
        #expect(machine.apply(.tick, at: retry) == [.grant(2, .place(2))])
    }

    @Test func `a success ends the backoff for all`() {
        var machine = machine(connections: 3, waiting: 3)
        _ = machine.apply(.request(1), at: start)
        _ = machine.apply(.request(2), at: start)
        _ = machine.apply(.connectFailed(1), at: start)
        _ = machine.apply(.request(3), at: start)
        #expect(machine.apply(.connected(2), at: start) == [.grant(3, .place(3))])
    }

    @Test func `what is idle too long is closed, what was used last is used next`() {
        var machine = machine()
        for id in 1...2 {
            _ = machine.apply(.request(id), at: start)
            _ = machine.apply(.connected(id), at: start)
        }
        #expect(machine.apply(.returned(1, usable: true), at: start) == [.wake(start + .seconds(60))])
        #expect(machine.apply(.returned(2, usable: true), at: start + .seconds(30)) == [])
        #expect(
            machine.apply(.tick, at: start + .seconds(60)) == [.close(1), .wake(start + .seconds(90))])
        #expect(machine.apply(.request(3), at: start + .seconds(61)) == [.grant(3, .connection(2))])
    }

    @Test func `shutdown refuses who waits and closes what comes back`() {
        var machine = machine(connections: 1)
        _ = machine.apply(.request(1), at: start)
        _ = machine.apply(.connected(1), at: start)
        _ = machine.apply(.request(2), at: start)
        #expect(machine.apply(.shutdown, at: start) == [.refuse(2, .closed)])
        #expect(machine.apply(.request(3), at: start) == [.refuse(3, .closed)])
        #expect(machine.apply(.returned(1, usable: true), at: start) == [.close(1)])
    }

    @Test func `a tick before the backoff is over asks for another one`() throws {
        var machine = machine()
        _ = machine.apply(.request(1), at: start)
        _ = machine.apply(.request(2), at: start)
        guard case .wake(let first) = try #require(machine.apply(.connectFailed(1), at: start).first)
        else { return #expect(Bool(false)) }
        _ = machine.apply(.request(3), at: start)
        _ = machine.apply(.connectFailed(2), at: first - .milliseconds(1))
        guard case .wake(let second) = try #require(machine.apply(.tick, at: first).first)
        else { return #expect(Bool(false)) }
        #expect(second > first)
        #expect(machine.apply(.tick, at: second) == [.grant(3, .place(3))])
    }

    @Test func `random traffic never exceeds the bound and serves everybody`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(state: seed)
        var traffic = PoolTraffic(machine: machine(connections: 3, waiting: 50), now: start)
        for caller in 0..<2_000 {
            traffic.now += .milliseconds(Int.random(in: 0...200, using: &random))
            traffic.tickIfDue()
            if traffic.waiting.count < 40 { traffic.request(caller) }
            #expect(traffic.held.count <= 3, "seed \(seed)")
            if Bool.random(using: &random) { traffic.giveBack(using: &random) }
        }
        // Ticks come only where the machine asked for one: it must not forget to.
        while !traffic.waiting.isEmpty, !traffic.held.isEmpty || traffic.skipToTick() {
            traffic.giveBack(using: &random)
        }
        #expect(traffic.waiting.isEmpty, "seed \(seed)")
    }
}

/// Callers that come and go, with what the machine told them.
private struct PoolTraffic {
    var machine: PoolMachineTests.Machine
    var now: ContinuousClock.Instant
    var held: Set<Int> = []
    var waiting: Set<Int> = []
    private var ticks: [ContinuousClock.Instant] = []

    init(machine: PoolMachineTests.Machine, now: ContinuousClock.Instant) {
        self.machine = machine
        self.now = now
    }

    mutating func request(_ caller: Int) {
        waiting.insert(caller)
        apply(.request(caller))
    }

    /// Ends one holding: one in four fails to connect, the others return it usable.
    mutating func giveBack(using random: inout some RandomNumberGenerator) {
        guard let id = held.sorted().randomElement(using: &random) else { return }
        held.remove(id)
        let failed = Int.random(in: 0..<4, using: &random) == 0
        apply(failed ? .connectFailed(id) : .returned(id, usable: true))
    }

    mutating func tickIfDue() {
        guard ticks.contains(where: { $0 <= now }) else { return }
        ticks.removeAll { $0 <= now }
        apply(.tick)
    }

    /// Goes on to the next tick; false if none was asked for.
    mutating func skipToTick() -> Bool {
        guard let next = ticks.min() else { return false }
        now = max(now, next)
        tickIfDue()
        return true
    }

    private mutating func apply(_ event: PoolMachineTests.Machine.Event) {
        for action in machine.apply(event, at: now) {
            switch action {
            case .grant(let caller, .connection(let id)), .grant(let caller, .place(let id)):
                waiting.remove(caller)
                held.insert(id)
            case .wake(let time): ticks.append(time)
            case .refuse, .close: break
            }
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
