import Testing

@testable import TaskQueue

@Suite struct BeatTrustTests {
    private let start = ContinuousClock.now

    @Test func `nothing is trusted before the first beat`() {
        let trust = BeatTrust(ttl: .seconds(30), margin: .seconds(10))
        #expect(!trust.holds(at: start))
        #expect(trust.nextBeat(every: .seconds(5)) == nil)
    }

    @Test func `trust is counted from when the beat was sent and ends a margin early`() {
        var trust = BeatTrust(ttl: .seconds(30), margin: .seconds(10))
        trust.acknowledged(sentAt: start)
        #expect(trust.holds(at: start + .milliseconds(19_999)))
        #expect(!trust.holds(at: start + .seconds(20)))
        #expect(trust.nextBeat(every: .seconds(5)) == start + .seconds(5))
    }

    @Test func `a stopped process wakes up without trust and gets it back by beating`() {
        var trust = BeatTrust(ttl: .seconds(30), margin: .seconds(10))
        trust.acknowledged(sentAt: start)
        let awake = start + .seconds(60)
        #expect(!trust.holds(at: awake))
        trust.acknowledged(sentAt: awake)
        #expect(trust.holds(at: awake))
    }

    @Test func `an older acknowledgement does not shorten trust`() {
        var trust = BeatTrust(ttl: .seconds(30), margin: .seconds(10))
        trust.acknowledged(sentAt: start + .seconds(5))
        trust.acknowledged(sentAt: start)
        #expect(trust.holds(at: start + .seconds(24)))
    }
}
