import Contracts
import Domain
import Postgres
import Records

/// Reads what a job trained and where it serves, for its status.
struct TrainingReading: Sendable {
    private let trainings: TrainingRecords
    private let adapters: AdapterRecords
    private let places: AdapterPlaces

    init(_ database: PostgresPool) {
        trainings = TrainingRecords(database)
        adapters = AdapterRecords(database)
        places = AdapterPlaces(database)
    }

    /// All trainings and adapters of a job.
    struct Trained: Sendable {
        fileprivate let rows: [TrainingRecord]
        fileprivate let adapters: [AdapterRecord]
        fileprivate let places: [String: [AdapterPlaces.Place]]
    }

    func read(of job: Int32) async throws -> Trained {
        let rows = try await trainings.list(of: job)
        guard !rows.isEmpty else { return Trained(rows: [], adapters: [], places: [:]) }
        let adapters = try await adapters.list(of: job)
        let places = try await places.list(of: adapters.map(\.name))
        return Trained(rows: rows, adapters: adapters, places: Dictionary(grouping: places, by: \.adapter))
    }
}

extension TrainingReading.Trained {
    /// The adapter of each role in a round, by the role's name (DECISIONS 10).
    func serving(in round: Int) -> [String: String] {
        let proven = adapters.filter { $0.state == .proven && $0.round <= round }
        return Dictionary(
            proven.map { ($0.role.rawValue, $0.name) }, uniquingKeysWith: { _, newest in newest })
    }

    func trainings(before round: Int) -> [TrainingStatus] {
        rows.filter { $0.round == round }.map { row in
            TrainingStatus(
                role: row.role, state: row.state, attempt: row.attempt, pairs: row.pairs,
                progress: row.progress, reason: row.reason,
                adapter: adapters.first { $0.name == row.adapter }.map(status))
        }
    }

    private func status(_ adapter: AdapterRecord) -> AdapterStatus {
        AdapterStatus(
            name: adapter.name, state: adapter.state, reason: adapter.reason, canary: adapter.gates,
            backends: (places[adapter.name] ?? []).map {
                AdapterStatus.Place(
                    backend: $0.backend.description, state: $0.state.rawValue, reason: $0.reason)
            })
    }
}
