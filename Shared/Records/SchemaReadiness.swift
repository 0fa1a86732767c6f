package import Logging
package import Postgres

import Synchronization
import TaskQueue

/// Whether a process can work: the database answers, and no migration is missing.
package final class SchemaReadiness: Sendable {
    private let isMigrated = Mutex(false)
    private let pool: PostgresPool
    private let logger: Logger

    package init(_ pool: PostgresPool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    /// What is missing, for /readyz.
    package func missing() async -> [String] {
        do {
            let pending = try await pendingMigrations()
            return pending == 0 ? [] : ["\(pending) migrations are missing; run `orchestrator migrate`"]
        } catch {
            return ["the database does not answer: \(error)"]
        }
    }

    /// Returns once the database is there and migrated; services never migrate (DECISIONS 22).
    package func wait() async {
        var said = ""
        while !Task.isCancelled {
            let missing = await missing().first
            guard let missing else { return }
            if missing != said { logger.info("waiting", metadata: ["for": "\(missing)"]) }
            said = missing
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .milliseconds(250))
        }
    }

    private func pendingMigrations() async throws -> Int {
        if isMigrated.withLock({ $0 }) {
            try await pool.query("select 1")
            return 0
        }
        let migrator = Migrator([QueueSchema.migrations, RecordsSchema.migrations])
        let pending = try await pool.withConnection { try await migrator.pending($0).count }
        if pending == 0 { isMigrated.withLock { $0 = true } }
        return pending
    }
}
