package import Backends
import Domain
package import Logging
package import Records

/// Keeps a process's backends up to date with the table, every second.
package struct BackendFeed: Sendable {
    private let records: BackendRecords
    private let workers: WorkerRecords
    private let pool: BackendPool
    private let logger: Logger

    package init(records: BackendRecords, workers: WorkerRecords, pool: BackendPool, logger: Logger) {
        self.records = records
        self.workers = workers
        self.pool = pool
        self.logger = logger
    }

    /// Runs until cancelled; while the database is away the last rows stay in force.
    ///
    /// `wanted` is what this process announces to want; `adjust` is told after each look.
    package func run(
        wanted: @Sendable () async -> Int, adjust: @Sendable () async -> Void
    ) async {
        var reported = false
        while !Task.isCancelled {
            do {
                let parts = BackendParts(own: await wanted(), byStage: try await workers.wanted())
                await pool.update(try await records.list().compactMap(Backend.init), part: parts.part(of:))
                reported = false
            } catch {
                if !reported { logger.warning("backends not read", metadata: ["error": "\(error)"]) }
                reported = true
            }
            await adjust()
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .seconds(1))
        }
    }
}

extension Backend {
    /// A row whose kind or state this version does not know is left out.
    package init?(_ row: BackendRecord) {
        guard let kind = Kind(rawValue: row.kind), let state = State(rawValue: row.state) else { return nil }
        self.init(
            id: row.id, url: row.url, kind: kind, roles: Set(row.roles),
            maxInFlight: row.maxInFlight, state: state, keyEnv: row.keyVariable,
            adapterRoot: row.adapterRoot, maxLoraRank: row.maxLoRARank)
        proven = row.proven
    }
}
