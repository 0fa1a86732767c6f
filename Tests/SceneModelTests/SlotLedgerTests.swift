import Testing

@testable import scene_model

@Suite struct SlotLedgerTests {
    private static let start = ContinuousClock.now

    private static func admit(
        _ milliseconds: Int, to ledger: inout SlotLedger, after wait: Duration = .zero
    ) throws -> SlotLedger.Place {
        let place = ledger.admit(latency: .milliseconds(milliseconds), at: start + wait)
        return try #require(place)
    }

    @Test func `calls wait for the slot that is free first`() throws {
        var ledger = SlotLedger(slots: 2, queueBound: 8, at: Self.start)
        var places: [SlotLedger.Place] = []
        for _ in 0..<4 { places.append(try Self.admit(100, to: &ledger)) }
        #expect(places.map { $0.due - Self.start } == [100, 100, 200, 200].map { .milliseconds($0) })
        #expect(ledger.counts(at: Self.start) == (running: 2, waiting: 2))
    }

    @Test func `a late timer costs no slot time`() throws {
        var ledger = SlotLedger(slots: 1, queueBound: 8, at: Self.start)
        let first = try Self.admit(100, to: &ledger)
        let second = try Self.admit(100, to: &ledger)
        ledger.leave(first, at: first.due + .milliseconds(30))
        #expect(second.due - Self.start == .milliseconds(200))
        ledger.leave(second, at: second.due + .milliseconds(30))
        #expect(ledger.busy == .milliseconds(200))
    }

    @Test func `a full queue takes nobody`() {
        var ledger = SlotLedger(slots: 1, queueBound: 1, at: Self.start)
        var admitted: [Bool] = []
        for _ in 0..<3 { admitted.append(ledger.admit(latency: .seconds(1), at: Self.start) != nil) }
        #expect(admitted == [true, true, false])
    }

    @Test func `a call that leaves early gives back what nobody was promised`() throws {
        var ledger = SlotLedger(slots: 1, queueBound: 8, at: Self.start)
        let first = try Self.admit(1_000, to: &ledger)
        ledger.leave(first, at: Self.start + .milliseconds(200))
        let next = try Self.admit(1_000, to: &ledger, after: .milliseconds(300))
        #expect(next.start == Self.start + .milliseconds(300))
        #expect(ledger.busy == .milliseconds(200))
    }
}
