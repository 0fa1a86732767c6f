import Domain
import Logging
import Postgres

extension TaskSource {
    /// Sends a cycle and books each part of the answer by itself.
    func send(_ cycle: Cycle<C.Result>, over link: QueueLink<C>) async throws {
        let sent = ContinuousClock.now
        let answer = try await link.send(cycle)
        if !cycle.completed.isEmpty { try await book(answer.stored, of: cycle.completed, link) }
        if !cycle.failed.isEmpty { try book(answer.freed, of: cycle.failed) }
        if cycle.beat != nil || cycle.claim != nil { try book(answer.claimed, of: cycle, sent: sent) }
    }

    private func refuse(because error: PostgresError) {
        guard let bad = machine.completionsRefused(because: "the result can't be stored: \(error)")
        else { return }
        logger.error(
            "a result was refused", metadata: ["task": "\(bad.id.rawValue)", "error": "\(error)"])
    }

    /// Ids that were not stored by this sending are looked up: already or stale.
    private func book(
        _ stored: Result<[TaskID], PostgresError>, of sent: [CompletedTask<C.Result>], _ link: QueueLink<C>
    ) async throws {
        switch stored {
        case .success(let ids):
            let ok = Set(ids)
            let rest = sent.filter { !ok.contains($0.id) }
            let already = rest.isEmpty ? [] : try await link.classify(rest)
            machine.completionsSettled()
            hint(at: sent.filter { ok.contains($0.id) })
            metrics.completed(.ok, ok.count)
            metrics.completed(.already, already.count)
            metrics.completed(.stale, rest.count - already.count)
        case .failure(let error) where error.blamesData:
            refuse(because: error)
        case .failure(let error):
            try sendAgain(after: error)
        }
    }

    /// Notes whom to tell that stored results made tasks: stages that may stand idle (QUEUE R44).
    private func hint(at stored: [CompletedTask<C.Result>]) {
        guard settings.hints else { return }
        let stages = stored.reduce(into: Set<Stage>()) { $0.formUnion(completion.successors(of: $1.result)) }
        machine.hints.want(stages.filter(demand.isShallow))
    }

    private func book(_ freed: Result<[TaskID], PostgresError>, of sent: [FailedTask]) throws {
        switch freed {
        case .success(let ids):
            let ours = Set(ids)
            for task in sent where ours.contains(task.id) { metrics.failed(task.failure.kind) }
            machine.failuresSettled()
        case .failure(let error) where error.blamesData:
            guard let bad = machine.failuresRefused() else { return }
            logger.error(
                "a failure was refused", metadata: ["task": "\(bad.id.rawValue)", "error": "\(error)"])
        case .failure(let error):
            try sendAgain(after: error)
        }
    }

    private func book(
        _ claimed: Result<[Cycle<C.Result>.Row], PostgresError>, of cycle: Cycle<C.Result>,
        sent: ContinuousClock.Instant
    ) throws {
        switch claimed {
        case .success(let rows):
            if let beat = cycle.beat { machine.acknowledged(beat, sentAt: sent) }
            guard let claim = cycle.claim else { return }
            metrics.claimed(rows.count, taking: .now - sent)
            handOut(machine.claimed(rows, for: claim, sent: sent, at: .now, using: &random))
        case .failure(let error):
            // The beat went down with the claim; it goes out alone next (QUEUE R41).
            machine.claimFailed(at: .now)
            try check(error)
        }
    }

    private func sendAgain(after error: PostgresError) throws {
        machine.resendLater(at: .now, using: &random)
        try check(error)
    }

    /// Some errors arrive over a connection that is of no more use.
    private func check(_ error: PostgresError) throws {
        if error.endsConnection { throw error }
        logger.warning("a statement failed; it is sent again", metadata: ["error": "\(error)"])
    }
}
