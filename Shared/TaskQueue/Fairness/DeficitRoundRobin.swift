/// Divides a worker's free places among jobs by weight (QUEUE R37).
///
/// Deficit round robin: each claim adds a job's share of the places to its
/// credit and whole places are taken from it, so that a share below one place
/// comes to its turn as well. A job found empty loses its credit and waits a
/// while, as long as others have work. Nothing is shared between workers and
/// nothing written: where all are fair, the sum is.
package struct DeficitRoundRobin: Sendable {
    /// How many places a claim may fill with one job's tasks.
    package struct Quota: Sendable, Hashable {
        package let job: Int32
        package let count: Int
    }

    /// The most jobs in one claim.
    static let width = 64
    private static let emptyWait = Duration.milliseconds(20)...Duration.seconds(1)

    private struct Account: Sendable {
        var share: JobShare
        var credit = 0.0
        var emptyFor = Duration.zero
        var emptyUntil: ContinuousClock.Instant?
    }

    private var accounts: [Account] = []
    private var first = 0

    package init() {}

    /// Takes over weights and caps; jobs that stay keep their credit.
    package mutating func update(_ shares: [JobShare]) {
        let known = Dictionary(accounts.map { ($0.share.job, $0) }) { old, _ in old }
        accounts = shares.map { share in
            var account = known[share.job] ?? Account(share: share)
            account.share = share
            return account
        }
    }

    package var jobs: [Int32] { accounts.map(\.share.job) }

    /// What to ask for now; `held` is what the worker has of each job already.
    package mutating func quotas(
        places: Int, held: [Int32: Int] = [:], at now: ContinuousClock.Instant
    ) -> [Quota] {
        let turn = nextTurn(held: held, at: now)
        guard places > 0, !turn.isEmpty else { return [] }
        let total = turn.reduce(0) { $0 + accounts[$1].share.weight }
        for index in turn {
            let part = Double(places) * accounts[index].share.weight / total
            accounts[index].credit = min(accounts[index].credit, 1) + part
        }
        return divide(places, among: turn, held: held)
    }

    /// Books what a claim brought for its quotas.
    package mutating func settle(
        _ quotas: [Quota], taken: [Int32: Int], at now: ContinuousClock.Instant
    ) {
        let asked = Dictionary(quotas.map { ($0.job, $0.count) }, uniquingKeysWith: +)
        for index in accounts.indices {
            let job = accounts[index].share.job
            guard let count = asked[job] else { continue }
            let got = taken[job, default: 0]
            // Places that others left idle are not held against whoever took them.
            accounts[index].credit = max(accounts[index].credit - Double(got), -1)
            if got < count { foundEmpty(index, at: now) } else { accounts[index].emptyFor = .zero }
        }
    }

    /// Something may have come for any job: nobody waits any longer.
    package mutating func hint() {
        for index in accounts.indices { accounts[index].emptyUntil = nil }
    }
}

extension DeficitRoundRobin {
    /// The jobs of this claim, rotating; those found empty only if all are.
    private mutating func nextTurn(
        held: [Int32: Int], at now: ContinuousClock.Instant
    ) -> [Int] {
        let order = accounts.indices.map { (first + $0) % accounts.count }
        let open = order.filter { headroom($0, held) > 0 }
        let awake = open.filter { (accounts[$0].emptyUntil ?? now) <= now }
        let turn = (awake.isEmpty ? open : awake).prefix(Self.width)
        if let last = turn.last { first = (last + 1) % accounts.count }
        return Array(turn)
    }

    /// Whole credits first, then the places left over, a few at a time, to
    /// whoever is owed most.
    private func divide(_ places: Int, among turn: [Int], held: [Int32: Int]) -> [Quota] {
        var left = places
        var counts: [Int: Int] = [:]
        func give(_ most: Int, to index: Int) -> Int {
            let more = min(most, headroom(index, held) - counts[index, default: 0], left)
            counts[index, default: 0] += more
            left -= more
            return more
        }
        for index in turn { _ = give(Int(max(accounts[index].credit, 0)), to: index) }
        let ranked = turn.sorted { owed($0, counts) > owed($1, counts) }
        var given = 1
        while left > 0, given > 0 {
            let part = max(1, left / ranked.count)
            given = ranked.reduce(0) { $0 + give(part, to: $1) }
        }
        return turn.compactMap { index in
            guard let count = counts[index], count > 0 else { return nil }
            return Quota(job: accounts[index].share.job, count: count)
        }
    }

    private func owed(_ index: Int, _ counts: [Int: Int]) -> Double {
        accounts[index].credit - Double(counts[index, default: 0])
    }

    private func headroom(_ index: Int, _ held: [Int32: Int]) -> Int {
        guard let cap = accounts[index].share.cap else { return .max }
        return max(0, cap - held[accounts[index].share.job, default: 0])
    }

    private mutating func foundEmpty(_ index: Int, at now: ContinuousClock.Instant) {
        let wait = min(
            max(accounts[index].emptyFor * 2, Self.emptyWait.lowerBound), Self.emptyWait.upperBound)
        accounts[index].emptyFor = wait
        accounts[index].emptyUntil = now + wait
        accounts[index].credit = 0
    }
}
