import Domain
import Logging
import Postgres

extension TaskSource {
    /// Serves until drained or cancelled; survives outages of the database.
    ///
    /// A released source whose database is away gives up after a few seconds, and
    /// cancelling ends it at once, without giving anything back: leases then wait for rescue.
    package func run() async {
        var delay = ReconnectDelay()
        while !machine.isOver(at: .now), !Task.isCancelled {
            do {
                try await serve(over: try await connect(), resetting: &delay)
            } catch {
                machine.connectionLost()
                if Task.isCancelled { break }
                let wait = delay.next(using: &random)
                logger.warning(
                    "the task connection is gone", metadata: ["error": "\(error)", "wait": "\(wait)"])
                await signal.wait(until: .now + wait)
            }
        }
        drain()
    }

    /// One connection's time, which ends with the last task or with an error.
    private func serve(
        over connection: PostgresConnection, resetting delay: inout ReconnectDelay
    ) async throws {
        (refreshed, reconciled) = (nil, nil)
        let link = QueueLink(
            connection: connection, worker: worker, stage: stage, name: name, completion: completion,
            settings: settings)
        do {
            try await reconcile(link)
            delay.reset()
            try await serve(link)
            try await link.leave()
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// Cycle after cycle, with a look at the jobs and at our leases now and then.
    private func serve(_ link: QueueLink<C>) async throws {
        while !machine.isOver(at: .now) {
            try Task.checkCancellation()
            if isDue(reconciled, every: settings.reconcileEvery) { try await reconcile(link) }
            if isDue(refreshed, every: settings.jobsEvery) { try await refresh(link) }
            let cycle = machine.nextCycle(at: .now)
            if cycle.isEmpty {
                await signal.wait(until: machine.nextMoment(after: .now))
            } else {
                try await send(cycle, over: link)
            }
        }
    }

    private func isDue(_ last: ContinuousClock.Instant?, every interval: Duration) -> Bool {
        last.map { .now - $0 >= interval } ?? true
    }

    /// Compares what we hold with what the table says. No claim is under way here,
    /// so a lease we do not know of is one whose answer was lost.
    private func reconcile(_ link: QueueLink<C>) async throws {
        let (sent, beat) = (ContinuousClock.now, machine.beat)
        try await link.send(beat)
        machine.acknowledged(beat, sentAt: sent)
        let (gone, strays) = try await link.reconcile(machine.known)
        machine.lost(gone)
        metrics.reconciled(strays: strays, lost: gone.count)
        reconciled = .now
    }

    private func refresh(_ link: QueueLink<C>) async throws {
        let shares = try await link.shares()
        var seen = demand
        try await link.observe(&seen, jobs: shares.map(\.job))
        demand = seen
        machine.update(demand.open(shares))
        machine.isDownstreamEmpty = demand.isDownstreamEmpty
        refreshed = .now
    }
}
