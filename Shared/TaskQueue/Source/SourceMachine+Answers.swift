import Domain

extension SourceMachine {
    /// Books what a claim brought; returns the tasks to hand out.
    mutating func claimed(
        _ rows: [Cycle<Result>.Row], for claim: Cycle<Result>.Claim,
        sent: ContinuousClock.Instant, at now: ContinuousClock.Instant,
        using random: inout some RandomNumberGenerator
    ) -> [ClaimedTask] {
        let taken = Dictionary(rows.map { ($0.task.job, 1) }, uniquingKeysWith: +)
        fair.settle(claim.quotas, taken: taken, at: now)
        note(rows, of: claim, sent: sent, at: now)
        tempo.cycleTook(now - sent)
        claimNotBefore = now + pause(got: rows.count, of: claim, taken: taken, using: &random)
        let until = sent + settings.leaseTime - settings.fenceMargin
        let tasks = rows.map { row in
            let lease = Lease(task: row.task, token: claim.token, trustedUntil: until)
            return ClaimedTask(lease: lease, attempt: row.attempt, crashes: row.crashes)
        }
        for task in tasks { held[task.id] = Held(task: task, since: now) }
        guard mode == .running else {
            // The claim was under way when draining began.
            for task in tasks { _ = finish(task, .release, at: now, using: &random) }
            return []
        }
        return tasks
    }

    /// A claim failed; nothing is known about the queues.
    mutating func claimFailed(at now: ContinuousClock.Instant) {
        claimNotBefore = now + settings.poll.upperBound
    }

    /// The completions under way have been answered.
    mutating func completionsSettled() {
        completions.settle()
        outboxMoved()
    }

    /// The failures under way have been answered.
    mutating func failuresSettled() {
        failures.settle()
        outboxMoved()
    }

    /// The database refused the content of the completions under way. Once the bad
    /// one is alone, it fails as fatal (QUEUE R19). Returns it.
    mutating func completionsRefused(because reason: String) -> CompletedTask<Result>? {
        guard let bad = completions.refuse() else { return nil }
        let failure = TaskFailure(kind: .fatal, reason: reason, delay: nil)
        failures.add(FailedTask(id: bad.id, token: bad.token, failure: failure, delay: .zero))
        return bad
    }

    /// The same for failures; a bad one is left to its lease's deadline.
    mutating func failuresRefused() -> FailedTask? {
        defer { outboxMoved() }
        return failures.refuse()
    }

    /// Something else went wrong with the outbox: the same batches, a little later.
    mutating func resendLater(
        at now: ContinuousClock.Instant, using random: inout some RandomNumberGenerator
    ) {
        completions.takeBack()
        failures.takeBack()
        sendNotBefore = now + resend.next(using: &random)
    }

    /// The connection is gone, and with it all that was learnt from it (QUEUE R28).
    mutating func connectionLost() {
        completions.takeBack()
        failures.takeBack()
        marks.reset()
        hints.drop()
        claimNotBefore = nil
        sendNotBefore = nil
    }

    /// Leases that reconciling found to be gone: nothing new is started for them.
    mutating func lost(_ leases: [(id: TaskID, token: LeaseToken)]) {
        for lease in leases where held[lease.id]?.task.lease.token == lease.token {
            held[lease.id]?.isLost = true
        }
    }

    /// Takes over jobs, weights and caps.
    mutating func update(_ shares: [JobShare]) {
        fair.update(shares)
        marks.keep(Set(shares.map(\.job)))
    }

    /// There may be work: ask soon.
    mutating func hint(at moment: ContinuousClock.Instant) {
        fair.hint()
        pacing.reset()
        claimNotBefore = min(claimNotBefore ?? moment, moment)
    }

    private mutating func outboxMoved() {
        resend.reset()
        if outboxCount == 0 { oldestOutcome = nil }
    }

    private mutating func note(
        _ rows: [Cycle<Result>.Row], of claim: Cycle<Result>.Claim,
        sent: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) {
        let lowest = Dictionary(rows.map { ($0.task.job, $0.qid) }, uniquingKeysWith: min)
        for (job, qid) in lowest { marks.claimed(job, lowest: qid, at: sent) }
        if claim.isRescan { marks.rescanned(taking: now - sent, at: now) }
    }

    /// A claim that came up short is topped up from the other jobs at once, as
    /// long as one of them gave all it was asked for (QUEUE R37).
    private mutating func pause(
        got: Int, of claim: Cycle<Result>.Claim, taken: [Int32: Int],
        using random: inout some RandomNumberGenerator
    ) -> Duration {
        let wait = pacing.next(got: got, of: claim.wanted, using: &random)
        let isSomeoneFull = claim.quotas.contains { taken[$0.job, default: 0] >= $0.count }
        isQueueDeep = isSomeoneFull
        return isSomeoneFull ? .zero : wait
    }
}
