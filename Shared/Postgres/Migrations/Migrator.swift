import Digests

/// Brings the schema `pairmill` to what this build needs.
///
/// Every migration runs in a transaction of its own, under an advisory lock of
/// that transaction: of several migrators one works and the others find it done.
package struct Migrator: Sendable {
    private let migrations: [Migration]

    /// Takes the modules' migrations; a module that needs another stands behind it.
    package init(_ modules: [[Migration]]) { migrations = modules.flatMap(\.self) }

    /// Applies what is missing; returns what it applied.
    @discardableResult
    package func migrate(_ connection: PostgresConnection) async throws(MigrationError) -> [Migration] {
        try await makeHistory(connection)
        var applied: [Migration] = []
        for migration in try await pending(connection)
        where try await apply(migration, connection) {
            applied.append(migration)
        }
        return applied
    }

    /// What is missing; for services, which wait until there is none (DECISIONS 22).
    package func pending(_ connection: PostgresConnection) async throws(MigrationError) -> [Migration] {
        try await history(connection).pending(of: migrations)
    }

    /// Keeps our limits on the role and database in use too, for connections that a pooler makes
    /// (DECISIONS 22); under the same lock, as two at once would collide.
    package func setGuardRails(_ connection: PostgresConnection) async throws(MigrationError) {
        do throws(TransactionError<PostgresError>) {
            try await connection.transaction { connection throws(PostgresError) in
                try await lock(connection)
                try await GuardRails.setOnRole(connection)
            }
        } catch {
            throw .database(error.flattened)
        }
    }

    private func makeHistory(_ connection: PostgresConnection) async throws(MigrationError) {
        do throws(TransactionError<PostgresError>) {
            try await connection.transaction { connection throws(PostgresError) in
                try await lock(connection)
                try await connection.query("create schema if not exists pairmill")
                try await connection.query(Self.historyTable)
            }
        } catch {
            throw .database(error.flattened)
        }
    }

    /// Runs a migration unless somebody else has meanwhile; returns whether it ran.
    private func apply(
        _ migration: Migration, _ connection: PostgresConnection
    ) async throws(MigrationError) -> Bool {
        do throws(TransactionError<PostgresError>) {
            return try await connection.transaction { connection throws(PostgresError) in
                try await lock(connection)
                guard try await record(migration, connection) else { return false }
                try await connection.run(script: migration.script)
                return true
            }
        } catch {
            throw .failed(migration.description, error.flattened)
        }
    }

    private func record(
        _ migration: Migration, _ connection: PostgresConnection
    ) async throws(PostgresError) -> Bool {
        let rows = try await connection.query(
            """
            insert into pairmill.migration (module, name, sha256)
            values (\(migration.module), \(migration.name), \(migration.sha256.bytes))
            on conflict do nothing
            """)
        return rows.affected == 1
    }

    /// One migrator at a time, with patience for the others' scripts.
    private func lock(_ connection: PostgresConnection) async throws(PostgresError) {
        for setting in ["lock_timeout", "statement_timeout"] {
            try await connection.query("select set_config(\(setting), '0', true)")
        }
        try await connection.query("select pg_advisory_xact_lock(4712, 0)")
        // Statements of the script must not wait for running work without end.
        try await connection.query("select set_config('lock_timeout', '10s', true)")
    }

    private func history(
        _ connection: PostgresConnection
    ) async throws(MigrationError) -> MigrationHistory {
        do throws(PostgresError) {
            let exists = try await connection.query("select to_regclass('pairmill.migration') is not null")
            guard try exists.first?.decode(Bool.self, at: 0) == true else {
                return MigrationHistory(entries: [])
            }
            let rows = try await connection.query(
                "select module, name, sha256 from pairmill.migration order by number")
            return MigrationHistory(entries: try rows.map(Self.entry))
        } catch {
            throw .database(error)
        }
    }

    private static func entry(_ row: PostgresRow) throws(PostgresError) -> MigrationHistory.Entry {
        guard let sha256 = SHA256Digest(bytes: try row.decode([UInt8].self, named: "sha256")) else {
            throw .undecodable("pairmill.migration holds a digest that is not 32 bytes long")
        }
        return MigrationHistory.Entry(
            module: try row.decode(String.self, named: "module"),
            name: try row.decode(String.self, named: "name"), sha256: sha256)
    }

    private static let historyTable: SQL = """
        create table if not exists pairmill.migration (
            number     int generated always as identity,
            module     text not null,
            name       text not null,
            sha256     bytea not null constraint migration_sha256 check (length(sha256) = 32),
            applied_at timestamptz not null default clock_timestamp(),
            constraint migration_pkey primary key (module, name)
        )
        """
}
