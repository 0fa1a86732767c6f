import Lifecycle
import Postgres
import Records
import Settings
import TaskQueue

/// `orchestrator migrate`: every module's migrations, in their order, and the limits of the role's
/// connections (DECISIONS 22).
enum SchemaMigration {
    static let modules = [QueueSchema.migrations, RecordsSchema.migrations]

    static func run() async throws {
        let service = ProcessStart.settings {
            ServiceSettings(reading: &$0, service: "migrate", port: 0)
        }
        let connection = try await PostgresConnection.connect(service.connection)
        let migrator = Migrator(modules)
        let applied = try await migrator.migrate(connection)
        try await migrator.setGuardRails(connection)
        await connection.close()
        for migration in applied { print("applied \(migration)") }
        if applied.isEmpty { print("nothing to do: all migrations are there") }
    }
}
