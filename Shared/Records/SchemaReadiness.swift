package import Logging
package import Postgres
import Synchronization
import TaskQueue

/// Whether a process can work: the database answers, and no migration is missing.
package final class SchemaReadiness: Sendable {
    /// A database that takes longer to answer is missed.
    static let patience = Duration.seconds(5)

    private struct State {
        var isMigrated = false
        var missing = ["the database has not been asked yet"]
        /// When the look ended that `missing` is from.
        var looked: ContinuousClock.Instant?
        /// When the look began that goes on.
        var looking: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let pool: PostgresPool
    private let interval: Duration
    private let logger: Logger

    /// `interval`: for how long what was seen is told again, as anybody may ask /readyz without end.
    package init(_ pool: PostgresPool, interval: Duration = .seconds(1), logger: Logger) {
        self.pool = pool
        self.interval = interval
        self.logger = logger
    }

    /// What is missing, for /readyz: as it was seen within `interval`, or is seen now.
    ///
    /// One caller at a time looks. While he does the others are told what was seen last, for `patience`.
    package func missing() async -> [String] {
        if let known = known(at: .now) { return known }
        guard let (missing, reason) = await look() else {
            return state.withLock { state in
                state.looking = nil
                return state.missing
            }
        }
        let isNews = state.withLock { state in
            defer { (state.missing, state.looked, state.looking) = (missing, .now, nil) }
            return state.missing != missing
        }
        if isNews, let reason { logger.warning("not ready", metadata: ["why": "\(reason)"]) }
        return missing
    }

    /// What is told without looking; nil where the caller is to look.
    private func known(at now: ContinuousClock.Instant) -> [String]? {
        state.withLock { state in
            if let began = state.looking {
                return now - began < Self.patience ? state.missing : ["the database takes long to answer"]
            }
            if let looked = state.looked, now - looked < interval { return state.missing }
            state.looking = now
            return nil
        }
    }

    /// Returns once the database is there and migrated; services never migrate (DECISIONS 22).
    package func wait() async {
        var said = ""
        while !Task.isCancelled {
            guard let (_, reason) = await look() else { return }
            guard let reason else { return }
            if reason != said { logger.info("waiting", metadata: ["for": "\(reason)"]) }
            said = reason
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Nil where whoever asked has gone meanwhile, which says nothing of the database; else what is missing, and the reason for the log: it may name hosts and roles, which are nobody else's business.
    private func look() async -> (missing: [String], reason: String?)? {
        do {
            let pending = try await pendingMigrations()
            if pending == 0 { return ([], nil) }
            let missing = "\(pending) migrations are missing; run `orchestrator migrate`"
            return ([missing], missing)
        } catch PostgresError.cancelled {
            return nil
        } catch is CancellationError {
            return nil
        } catch {
            return (
                ["the database does not answer; the log says why"], "the database does not answer: \(error)"
            )
        }
    }

    private func pendingMigrations() async throws -> Int {
        if state.withLock({ $0.isMigrated }) {
            try await pool.query("select 1")
            return 0
        }
        let migrator = Migrator([QueueSchema.migrations, RecordsSchema.migrations])
        let pending = try await pool.withConnection { try await migrator.pending($0).count }
        if pending == 0 { state.withLock { $0.isMigrated = true } }
        return pending
    }
}
