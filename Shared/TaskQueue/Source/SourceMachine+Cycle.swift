import Domain

extension SourceMachine {
    /// What to send now; empty if nothing is due.
    mutating func nextCycle(at now: ContinuousClock.Instant) -> Cycle<Result> {
        var cycle = Cycle<Result>()
        if flushMoment.map({ $0 <= now }) ?? false {
            cycle.completed = completions.next(upTo: settings.batch).sorted {
                $0.id.rawValue < $1.id.rawValue
            }
            cycle.failed = failures.next(upTo: settings.batch).sorted { $0.id.rawValue < $1.id.rawValue }
        }
        if beatMoment.map({ $0 <= now }) ?? true { cycle.beat = beat }
        let isSending = !cycle.completed.isEmpty || !cycle.failed.isEmpty
        if isSending || outboxCount == 0 { cycle.claim = nextClaim(at: now) }
        cycle.hints = hints.take(at: now)
        return cycle
    }

    /// When the next cycle is due, if nothing happens before.
    func nextMoment(after now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        var moments = [beatMoment ?? now]
        if let flushMoment { moments.append(flushMoment) }
        if let moment = hints.nextMoment(after: now) { moments.append(moment) }
        if flushMoment == nil, places > 0, mayClaim(at: now) { moments.append(claimNotBefore ?? now) }
        return moments.reduce(now + settings.poll.upperBound) { min($0, $1) }
    }

    /// Free places, with those that will be free by the time a claim is answered
    /// (QUEUE R11).
    var places: Int {
        guard capacity > 0 else { return 0 }
        return max(0, capacity + tempo.prefetch(capacity: capacity, lingering: linger) - held.count)
    }

    /// How long a finished task waits for company.
    private var linger: Duration { tempo.linger(atMost: settings.maxLinger, isQueueDeep: isQueueDeep) }

    /// When the outbox should leave: at once if it fills a batch or nobody works
    /// here, else after lingering (QUEUE R42).
    private var flushMoment: ContinuousClock.Instant? {
        guard outboxCount > 0, let oldest = oldestOutcome else { return nil }
        let isUrgent =
            outboxCount >= settings.batch || held.isEmpty || mode != .running || isDownstreamEmpty
        let due = isUrgent ? oldest : oldest + linger
        return max(due, sendNotBefore ?? due)
    }

    /// A changed appetite is told sooner: others wait for what we leave them.
    private var beatMoment: ContinuousClock.Instant? {
        trust.nextBeat(every: isBeatOutdated ? min(settings.beat, .seconds(1)) : settings.beat)
    }

    /// Nothing is claimed without trust, nor while results pile up (QUEUE R23).
    private func mayClaim(at now: ContinuousClock.Instant) -> Bool {
        mode == .running && trust.holds(at: now) && outboxCount < capacity + 4 * settings.batch
    }

    private mutating func nextClaim(at now: ContinuousClock.Instant) -> Cycle<Result>.Claim? {
        guard mayClaim(at: now), places > 0, (claimNotBefore ?? now) <= now else { return nil }
        let holding = Dictionary(held.keys.map { ($0.job, 1) }, uniquingKeysWith: +)
        let quotas = fair.quotas(places: places, held: holding, at: now)
        guard !quotas.isEmpty else {
            // Held back or out of jobs: what waits is not ours to take now.
            isQueueDeep = false
            claimNotBefore = now + settings.poll.upperBound
            return nil
        }
        let isRescan = marks.rescanIsDue(at: now)
        let starts = quotas.map { isRescan ? 0 : marks.mark($0.job, at: now) }
        return .init(token: .random(), quotas: quotas, marks: starts, isRescan: isRescan)
    }
}
