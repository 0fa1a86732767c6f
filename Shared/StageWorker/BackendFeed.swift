package import Backends
import Domain
package import Logging
package import Records

/// Keeps a process's backends up to date: each second with the table, and with what they say they
/// serve as soon as one is new or due again.
package struct BackendFeed: Sendable {
    private let records: BackendRecords
    private let workers: WorkerRecords
    private let pool: BackendPool
    private let discovery: BackendDiscovery
    private let logger: Logger

    package init(
        records: BackendRecords, workers: WorkerRecords, pool: BackendPool, discovery: BackendDiscovery,
        logger: Logger
    ) {
        self.records = records
        self.workers = workers
        self.pool = pool
        self.discovery = discovery
        self.logger = logger
    }

    /// Runs until cancelled; while the database is away the last rows stay in force.
    ///
    /// `wanted` is what this process announces to want; `adjust` is told after
    /// each look, and whenever a backend has been asked.
    package func run(
        wanted: @Sendable () async -> Int, adjust: @escaping @Sendable () async -> Void
    ) async {
        var reported = false
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    try await read(wanted: await wanted())
                    reported = false
                } catch {
                    if !reported { logger.warning("backends not read", metadata: ["error": "\(error)"]) }
                    reported = true
                }
                // Beside the loop: one that does not answer keeps nobody else waiting.
                for backend in await pool.takeDueForDiscovery() {
                    group.addTask {
                        await discovery.ask(backend)
                        await adjust()
                    }
                }
                await adjust()
                // Cancelled: the loop ends.
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func read(wanted: Int) async throws {
        let parts = BackendParts(own: wanted, byStage: try await workers.wanted())
        await pool.update(try await records.list().compactMap(Backend.init), part: parts.part(of:))
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
