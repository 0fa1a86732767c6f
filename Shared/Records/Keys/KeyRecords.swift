package import Access
import Digests
package import Postgres

/// The table `api_key`.
package struct KeyRecords: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Stores a new key by its digest.
    package func create(
        _ key: APIKey, name: String, role: KeyRole, lifetime: KeyLifetime?, limits: KeyLimits = KeyLimits()
    ) async throws -> KeyRecord {
        let rows = try await database.query(
            """
            insert into pairmill.api_key (id, name, role, digest, requests_per_minute, jobs, expires_at)
            values (\(key.id), \(name), \(role.rawValue), \(key.digest),
                \(limits.requestsPerMinute.map(Int32.init))::int, \(limits.jobs.map(Int32.init))::int,
                now() + make_interval(secs => \(lifetime.map { Double($0.seconds) })::float8))
            returning \(KeyRecord.columns)
            """)
        guard let row = rows.first else { throw RecordsError.missing("the key just stored") }
        return try KeyRecord(row)
    }

    /// All keys that were ever made, oldest first.
    package func list() async throws -> [KeyRecord] {
        try await database.query(
            "select \(KeyRecord.columns) from pairmill.api_key order by created_at, id"
        ).map { try KeyRecord($0) }
    }

    /// Ends a key for good; one that is revoked already keeps its time. Nil if there is none.
    package func revoke(_ id: String) async throws -> KeyRecord? {
        try await database.query(
            """
            update pairmill.api_key set revoked_at = coalesce(revoked_at, now())
            where id = \(id) returning \(KeyRecord.columns)
            """
        ).first.map { try KeyRecord($0) }
    }

    /// The keys that are valid now; nil if none was ever made.
    ///
    /// How long each is still valid is told as a length of time, so that a process whose
    /// clock is wrong ends it in time all the same.
    package func valid() async throws -> [KnownKey]? {
        let asked = ContinuousClock.now
        let rows = try await database.query(
            """
            select id, name, role, requests_per_minute, jobs, digest, extract(epoch from expires_at - now())::float8 as left
            from pairmill.api_key where revoked_at is null and (expires_at is null or expires_at > now())
            """)
        if rows.isEmpty, try await !isAnyMade() { return nil }
        return try rows.map { row in
            KnownKey(
                holder: try KeyHolder(row), digest: try row.decode(SHA256Digest.self, named: "digest"),
                expires: try row.decode(Double?.self, named: "left").map { asked + .seconds($0) })
        }
    }

    private func isAnyMade() async throws -> Bool {
        try await !database.query("select 1 from pairmill.api_key limit 1").isEmpty
    }
}
