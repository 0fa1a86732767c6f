import Domain
import Postgres

extension BackendRecords {
    /// Takes over a deployment's own list of backends; an empty one changes nothing.
    ///
    /// A backend whose entry is new or has changed is stored as the entry says. One whose
    /// entry is as before keeps what was changed at run time, so a restart undoes nothing.
    /// One that has left the list is gone, and joins again if it comes back (DECISIONS 20).
    package func declare(_ backends: [BackendRecord]) async throws {
        guard !backends.isEmpty else { return }
        for backend in backends {
            try await database.query(
                """
                \(insertion(of: backend, declared: backend.declaration))
                where b.declared is distinct from excluded.declared
                """)
        }
        try await database.query(
            """
            update pairmill.backend set state = 'gone', declared = null
            where declared is not null and url <> all (\(backends.map(\.url)))
            """)
    }
}

extension BackendRecord {
    /// What is compared between two starts.
    fileprivate var declaration: String {
        let parts: [String] = [
            kind, roles.map(\.rawValue).joined(separator: "+"), "\(maxInFlight)", keyVariable ?? "",
            adapterRoot ?? "", maxLoRARank.map(String.init) ?? "",
        ]
        return parts.joined(separator: "|")
    }
}
