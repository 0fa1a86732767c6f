package import Domain
import Foundation
package import Postgres

/// The table `backend`.
package struct BackendRecords: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Backends that are not gone, in the order they came.
    package func list() async throws -> [BackendRecord] {
        try await database.query(
            "select \(BackendRecord.columns) from pairmill.backend where state <> 'gone' order by created_at, id"
        ).map { try BackendRecord($0) }
    }

    package func find(_ id: BackendID) async throws -> BackendRecord? {
        try await database.query(
            "select \(BackendRecord.columns) from pairmill.backend where id = \(id.uuid)"
        ).first.map(BackendRecord.init)
    }

    /// Stores a backend; one of the same URL is changed if `replacing`, else kept (DECISIONS 20).
    package func register(_ backend: BackendRecord, replacing: Bool) async throws -> BackendRecord {
        let rows = try await database.query(
            """
            insert into pairmill.backend as b
                (id, url, kind, roles, max_in_flight, state, key_env, adapter_root, max_lora_rank)
            values (\(backend.id.uuid), \(backend.url), \(backend.kind), \(backend.roles.map(\.rawValue)),
                \(Int32(backend.maxInFlight)), \(backend.state), \(backend.keyVariable),
                \(backend.adapterRoot), \(backend.maxLoRARank.map(Int32.init)))
            on conflict (url) do update set
                kind = case when \(replacing)::bool or b.state = 'gone' then excluded.kind else b.kind end,
                roles = case when \(replacing)::bool or b.state = 'gone'
                    then excluded.roles else b.roles end,
                max_in_flight = case when \(replacing)::bool or b.state = 'gone'
                    then excluded.max_in_flight else b.max_in_flight end,
                key_env = case when \(replacing)::bool or b.state = 'gone'
                    then excluded.key_env else b.key_env end,
                adapter_root = case when \(replacing)::bool or b.state = 'gone'
                    then excluded.adapter_root else b.adapter_root end,
                max_lora_rank = case when \(replacing)::bool or b.state = 'gone'
                    then excluded.max_lora_rank else b.max_lora_rank end,
                state = case when b.state = 'gone' then excluded.state else b.state end
            returning \(BackendRecord.columns)
            """)
        guard let row = rows.first else { throw RecordsError.missing("the backend just stored") }
        return try BackendRecord(row)
    }

    /// Changes what is given; nil if there is no such backend.
    package func change(
        _ id: BackendID, state: String?, roles: [Role]?, maxInFlight: Int?
    ) async throws -> BackendRecord? {
        try await database.query(
            """
            update pairmill.backend set state = coalesce(\(state)::text, state),
                roles = case when \(roles == nil)::bool then roles else \(roles?.map(\.rawValue) ?? []) end,
                max_in_flight = coalesce(\(maxInFlight.map(Int32.init))::int, max_in_flight)
            where id = \(id.uuid) returning \(BackendRecord.columns)
            """
        ).first.map(BackendRecord.init)
    }
}
