package import Domain
import Foundation
package import Postgres

/// The table `backend`.
package struct BackendRecords: Sendable {
    let database: PostgresPool

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

    /// The same, which then stays as it is until the transaction ends.
    package func lock(_ id: BackendID, over connection: PostgresConnection) async throws -> BackendRecord? {
        try await connection.query(
            "select \(BackendRecord.columns) from pairmill.backend where id = \(id.uuid) for update"
        ).first.map(BackendRecord.init)
    }

    /// Stores a backend in place of one of the same URL, whose id it takes.
    package func register(_ backend: BackendRecord) async throws -> BackendRecord {
        try await database.withConnection { try await register(backend, over: $0) }
    }

    /// The same as a part of a transaction.
    package func register(
        _ backend: BackendRecord, over connection: PostgresConnection
    ) async throws -> BackendRecord {
        let rows = try await connection.query(
            "\(insertion(of: backend, declared: nil)) returning \(BackendRecord.columns)")
        guard let row = rows.first else { throw RecordsError.missing("the backend just stored") }
        return try BackendRecord(row)
    }

    /// Locks one row. Only a backend that is gone joins anew; another keeps its state.
    func insertion(of backend: BackendRecord, declared: String?) -> SQL {
        """
        insert into pairmill.backend as b
            (id, url, kind, roles, max_in_flight, state, key_env, adapter_root, max_lora_rank, declared)
        values (\(backend.id.uuid), \(backend.url), \(backend.kind), \(backend.roles.map(\.rawValue)),
            \(Int32(backend.maxInFlight)), \(backend.state), \(backend.keyVariable),
            \(backend.adapterRoot), \(backend.maxLoRARank.map(Int32.init)), \(declared))
        on conflict (url) do update set
            kind = excluded.kind, roles = excluded.roles, max_in_flight = excluded.max_in_flight,
            key_env = excluded.key_env, adapter_root = excluded.adapter_root,
            max_lora_rank = excluded.max_lora_rank, declared = coalesce(excluded.declared, b.declared),
            state = case when b.state = 'gone' then excluded.state else b.state end
        """
    }

    /// Changes what is given; nil if there is no such backend, or it is gone.
    ///
    /// One that shall be active and is not joins first: only `admit` makes it so. Whoever
    /// drained it may have started another server at its address.
    package func change(
        _ id: BackendID, state: String?, roles: [Role]?, maxInFlight: Int?,
        over connection: PostgresConnection
    ) async throws -> BackendRecord? {
        try await connection.query(
            """
            update pairmill.backend set
                state = case when \(state)::text = 'active' and state <> 'active' then 'joining'
                    else coalesce(\(state)::text, state) end,
                roles = case when \(roles == nil)::bool then roles else \(roles?.map(\.rawValue) ?? []) end,
                max_in_flight = coalesce(\(maxInFlight.map(Int32.init))::int, max_in_flight)
            where id = \(id.uuid) and state <> 'gone' returning \(BackendRecord.columns)
            """
        ).first.map(BackendRecord.init)
    }

    /// Makes a joining backend active; false if it was drained or removed while it was probed.
    package func admit(_ id: BackendID) async throws -> Bool {
        try await !database.query(
            """
            update pairmill.backend set state = 'active'
            where id = \(id.uuid) and state = 'joining' returning true
            """
        ).isEmpty
    }

    /// Takes a backend out of service, again if it is gone; nil if there is no such backend.
    package func remove(
        _ id: BackendID, over connection: PostgresConnection
    ) async throws -> BackendRecord? {
        try await connection.query(
            """
            update pairmill.backend set state = 'gone'
            where id = \(id.uuid) returning \(BackendRecord.columns)
            """
        ).first.map(BackendRecord.init)
    }
}
