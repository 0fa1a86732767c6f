import Testing

@testable import TaskQueue

@Suite struct DeficitRoundRobinTests {
    /// Claims again and again from queues that never run dry; counts what each job got.
    private func served(
        _ shares: [JobShare], places: Int, claims: Int, empty: Set<Int32> = []
    ) -> [Int32: Int] {
        var fair = DeficitRoundRobin()
        fair.update(shares)
        var served: [Int32: Int] = [:]
        var now = ContinuousClock.now
        for _ in 0..<claims {
            let quotas = fair.quotas(places: places, at: now)
            #expect(quotas.reduce(0) { $0 + $1.count } <= places)
            let taken = Dictionary(
                quotas.filter { !empty.contains($0.job) }.map { ($0.job, $0.count) }, uniquingKeysWith: +)
            fair.settle(quotas, taken: taken, at: now)
            served.merge(taken, uniquingKeysWith: +)
            now += .milliseconds(10)
        }
        return served
    }

    @Test(arguments: [1, 3, 8, 64, 200]) func `jobs are served by weight`(places: Int) throws {
        let shares = [JobShare(job: 1, weight: 1), JobShare(job: 2, weight: 5), JobShare(job: 3, weight: 2)]
        let served = served(shares, places: places, claims: 2000)
        let total = Double(places * 2000)
        for share in shares {
            let part = Double(served[share.job, default: 0]) / total
            #expect(abs(part - share.weight / 8) < 0.01, "job \(share.job) got \(part)")
        }
    }

    @Test func `all places are offered while some job has room`() {
        var fair = DeficitRoundRobin()
        fair.update((1...7).map { JobShare(job: $0, weight: Double($0)) })
        for places in 1...100 {
            let quotas = fair.quotas(places: places, at: .now)
            #expect(quotas.reduce(0) { $0 + $1.count } == places)
        }
    }

    @Test func `an empty job keeps no credit and leaves its places to the others`() {
        let shares = [JobShare(job: 1, weight: 1), JobShare(job: 2, weight: 1)]
        let served = served(shares, places: 10, claims: 500, empty: [2])
        #expect(served[1, default: 0] > 4_800)
        #expect(served[2] == nil)
    }

    @Test func `a job found empty is asked again once it may have work`() {
        var fair = DeficitRoundRobin()
        fair.update([JobShare(job: 1, weight: 1), JobShare(job: 2, weight: 1)])
        let now = ContinuousClock.now
        let quotas = fair.quotas(places: 4, at: now)
        fair.settle(quotas, taken: [1: 2], at: now)
        #expect(fair.quotas(places: 4, at: now).map(\.job) == [1])
        #expect(Set(fair.quotas(places: 4, at: now + .seconds(1)).map(\.job)) == [1, 2])
        fair.settle([.init(job: 2, count: 1)], taken: [:], at: now + .seconds(1))
        fair.hint()
        #expect(Set(fair.quotas(places: 4, at: now + .seconds(1)).map(\.job)) == [1, 2])
    }

    @Test func `where all jobs were empty all are asked`() {
        var fair = DeficitRoundRobin()
        fair.update([JobShare(job: 1, weight: 1), JobShare(job: 2, weight: 1)])
        let now = ContinuousClock.now
        fair.settle(fair.quotas(places: 2, at: now), taken: [:], at: now)
        #expect(fair.quotas(places: 2, at: now).count == 2)
    }

    @Test func `a cap counts what is held already`() {
        var fair = DeficitRoundRobin()
        fair.update([JobShare(job: 1, weight: 100, cap: 3), JobShare(job: 2, weight: 1)])
        let quotas = fair.quotas(places: 10, held: [1: 1], at: .now)
        #expect(quotas.first { $0.job == 1 }?.count == 2)
        #expect(quotas.first { $0.job == 2 }?.count == 8)
        #expect(!fair.quotas(places: 10, held: [1: 3], at: .now).contains { $0.job == 1 })
    }

    @Test func `a very large weight is a priority`() {
        let shares = [JobShare(job: 1, weight: 1_000_000), JobShare(job: 2, weight: 1)]
        #expect(served(shares, places: 8, claims: 1000)[2, default: 0] < 10)
    }

    @Test func `more jobs than fit in a claim take turns`() {
        let shares = (1...200).map { JobShare(job: $0, weight: 1) }
        let served = served(shares, places: 64, claims: 400)
        #expect(served.count == 200)
        #expect((served.values.min() ?? 0) * 2 > (served.values.max() ?? 0))
    }

    @Test func `no jobs or no places is no claim`() {
        var fair = DeficitRoundRobin()
        #expect(fair.quotas(places: 5, at: .now).isEmpty)
        fair.update([JobShare(job: 1, weight: 1)])
        #expect(fair.quotas(places: 0, at: .now).isEmpty)
    }
}
