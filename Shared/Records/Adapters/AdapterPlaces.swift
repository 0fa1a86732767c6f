package import Domain
import Foundation
package import Postgres

/// The table `adapter_backend`: which adapter is on which backend, and what it showed there.
package struct AdapterPlaces: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// An adapter on one backend.
    package struct Place: Sendable, Hashable {
        package let adapter: String
        package let backend: BackendID
        package let state: State
        package let reason: String?
        package let gate: GateFigures?

        package init(
            adapter: String, backend: BackendID, state: State, reason: String?, gate: GateFigures?
        ) {
            self.adapter = adapter
            self.backend = backend
            self.state = state
            self.reason = reason
            self.gate = gate
        }
    }

    package enum State: String, Sendable, Hashable, Codable {
        /// On it, but not asked yet.
        case loaded
        case proven
        case inert
        /// The backend does not take it.
        case refused
    }

    package func list() async throws -> [Place] {
        try await rows("true")
    }

    package func list(of adapters: [String]) async throws -> [Place] {
        try await rows("adapter = any (\(adapters))")
    }

    /// Makes a place ours to load and prove; false if somebody is at it, or has been.
    ///
    /// What was left half done is taken over after three minutes, a refusal tried again after
    /// half a minute.
    package func take(_ adapter: String, on backend: BackendID) async throws -> Bool {
        try await !database.query(
            """
            insert into pairmill.adapter_backend as p (adapter, backend, state)
            values (\(adapter), \(backend.uuid), 'loaded')
            on conflict (backend, adapter) do update set state = 'loaded', at = now()
                where p.state = 'loaded' and p.at < now() - interval '3 minutes'
                    or p.state = 'refused' and p.at < now() - interval '30 seconds'
            returning 1
            """
        ).isEmpty
    }

    package func set(
        _ state: State, of adapter: String, on backend: BackendID, reason: String? = nil,
        gate: GateFigures? = nil
    ) async throws {
        _ = try await database.query(
            """
            insert into pairmill.adapter_backend (adapter, backend, state, reason, gate)
            values (\(adapter), \(backend.uuid), \(state.rawValue), \(reason.map(StoredText.clean)),
                \(gate.map { StoredText.json($0) })::jsonb)
            on conflict (backend, adapter) do update set
                state = excluded.state, reason = excluded.reason, gate = excluded.gate, at = now()
            """)
    }

    /// The backend no longer holds the adapter.
    package func remove(_ adapter: String, from backend: BackendID) async throws {
        _ = try await database.query(
            """
            delete from pairmill.adapter_backend where adapter = \(adapter) and backend = \(backend.uuid)
            """)
    }

    private func rows(_ condition: SQL) async throws -> [Place] {
        try await database.query(
            """
            select adapter, backend, state, reason, gate from pairmill.adapter_backend
            where \(condition) order by adapter, backend
            """
        ).map { row in
            Place(
                adapter: try row.decode(String.self, named: "adapter"),
                backend: BackendID(uuid: try row.decode(UUID.self, named: "backend")),
                state: try row.decode(State.self, named: "state"),
                reason: try row.decode(String?.self, named: "reason"),
                gate: try row.decode(String?.self, named: "gate").map {
                    try JSONDecoder().decode(GateFigures.self, from: Data($0.utf8))
                })
        }
    }
}
