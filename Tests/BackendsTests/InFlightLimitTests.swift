import Testing

@testable import Backends

@Suite struct InFlightLimitTests {
    private let start = ContinuousClock.now

    @Test(arguments: [(0, 1), (1, 1), (5, 5), (8, 8), (64, 8)])
    func `it starts at eight or its share`(share: Int, limit: Int) {
        #expect(InFlightLimit(share: share).limit == limit)
    }

    @Test func `until the first refusal each success adds one, up to the share`() {
        var limit = InFlightLimit(share: 10)
        succeed(1, in: &limit, inFlight: 8)
        #expect(limit.limit == 9)
        succeed(1000, in: &limit, inFlight: 16)
        #expect(limit.limit == 10)
    }

    @Test func `after a refusal it takes twenty-five successes to add one`() {
        var limit = InFlightLimit(share: 10)
        limit.apply(.cut, inFlight: 8, at: start)
        succeed(24, in: &limit, inFlight: 6)
        #expect(limit.limit == 6)
        succeed(1, in: &limit, inFlight: 6)
        #expect(limit.limit == 7)
    }

    @Test func `successes while less than four fifths are used add nothing`() {
        var limit = InFlightLimit(share: 100)
        succeed(500, in: &limit, inFlight: 6)
        #expect(limit.limit == 8)
        succeed(1, in: &limit, inFlight: 7)
        #expect(limit.limit == 9)
    }

    @Test func `a burst of refusals cuts once by a quarter`() {
        var limit = InFlightLimit(share: 64)
        for milliseconds in [0, 100, 1999] {
            limit.apply(.cut, inFlight: 8, at: start + .milliseconds(milliseconds))
        }
        #expect(limit.limit == 6)
        limit.apply(.cut, inFlight: 6, at: start + .seconds(2))
        #expect(limit.limit == 4)
    }

    @Test func `the floor is one`() {
        var limit = InFlightLimit(share: 8)
        for second in 0..<20 { limit.apply(.cut, inFlight: 1, at: start + .seconds(3 * second)) }
        #expect(limit.limit == 1)
    }

    @Test func `a cut starts the count of successes anew`() {
        var limit = InFlightLimit(share: 64)
        limit.apply(.cut, inFlight: 8, at: start)
        succeed(24, in: &limit, inFlight: 6)
        limit.apply(.cut, inFlight: 6, at: start + .seconds(2))
        succeed(24, in: &limit, inFlight: 4)
        #expect(limit.limit == 4)
        succeed(1, in: &limit, inFlight: 4)
        #expect(limit.limit == 5)
    }

    @Test func `a smaller share holds at once, and what was learnt comes back with a larger one`() {
        var limit = InFlightLimit(share: 64)
        for inFlight in 8..<20 { succeed(1, in: &limit, inFlight: inFlight) }
        #expect(limit.limit == 20)
        limit.setShare(3)
        #expect(limit.limit == 3)
        succeed(100, in: &limit, inFlight: 3)
        limit.setShare(64)
        #expect(limit.limit == 20)
    }

    @Test func `a refusal at a small share costs a quarter of what was learnt, no more`() {
        var limit = InFlightLimit(share: 64)
        for inFlight in 8..<64 { succeed(1, in: &limit, inFlight: inFlight) }
        limit.setShare(2)
        limit.apply(.cut, inFlight: 2, at: start)
        #expect(limit.limit == 2)
        limit.setShare(64)
        #expect(limit.limit == 48)
    }

    @Test func `a server that refuses again and again gets less than the share in the end`() {
        var limit = InFlightLimit(share: 64)
        for inFlight in 8..<64 { succeed(1, in: &limit, inFlight: inFlight) }
        limit.setShare(6)
        for second in 0..<9 { limit.apply(.cut, inFlight: 6, at: start + .seconds(3 * second)) }
        #expect(limit.limit < 6)
    }

    private func succeed(_ count: Int, in limit: inout InFlightLimit, inFlight: Int) {
        for _ in 0..<count { limit.apply(.mayGrow, inFlight: inFlight, at: start) }
    }
}
