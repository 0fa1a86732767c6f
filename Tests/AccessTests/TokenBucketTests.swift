import Testing

@testable import Access

@Suite struct TokenBucketTests {
    private let start = ContinuousClock.now

    @Test func `so many may come at once, and then one for each share of the minute`() {
        var bucket = TokenBucket(perMinute: 6, now: start)
        for _ in 0..<6 { #expect(bucket.take(now: start) == nil) }
        #expect(bucket.take(now: start) == .seconds(10))
        #expect(bucket.take(now: start + .seconds(4)) == .seconds(6))
        #expect(bucket.take(now: start + .seconds(10)) == nil)
        #expect(bucket.take(now: start + .seconds(10)) == .seconds(10))
    }

    @Test func `what was not used is not saved beyond a minute's worth`() {
        var bucket = TokenBucket(perMinute: 3, now: start)
        let later = start + .seconds(3_600)
        #expect((0..<5).map { _ in bucket.take(now: later) == nil } == [true, true, true, false, false])
    }

    @Test func `a key without a limit never waits, each other key has its own`() {
        var rates = KeyRates()
        let limits = KeyLimits(requestsPerMinute: 1)
        let free = KeyHolder(id: "free", name: "", role: .viewer)
        let (one, other) = (
            KeyHolder(id: "one", name: "", role: .viewer, limits: limits),
            KeyHolder(id: "other", name: "", role: .viewer, limits: limits)
        )
        for _ in 0..<10 { #expect(rates.take(free, now: start) == nil) }
        #expect(rates.take(one, now: start) == nil)
        #expect(rates.take(one, now: start) == .seconds(60))
        #expect(rates.take(other, now: start) == nil)
        rates.keep(["one"])
        #expect(rates.take(one, now: start) == .seconds(60))
        #expect(rates.take(other, now: start) == nil)
    }

    @Test func `a changed limit holds from the next request on`() {
        var rates = KeyRates()
        for (limit, isTaken) in [(1, true), (1, false), (2, true), (2, true), (2, false)] {
            let limits = KeyLimits(requestsPerMinute: limit)
            let wait = rates.take(KeyHolder(id: "a", name: "", role: .viewer, limits: limits), now: start)
            #expect((wait == nil) == isTaken)
        }
    }
}
