import Logging
package import Postgres

/// A database of one test, copied from a migrated template and dropped afterwards.
package struct TestDatabase: Sendable {
    package let name: String
    package let settings: ConnectionSettings
    package let pool: PostgresPool

    /// A database of a server that a test started for itself.
    package init(_ server: TestCluster, name: String) {
        self.init(
            name: name, server.settings(database: name), pool: PoolSettings(connections: 4))
    }

    fileprivate init(name: String, _ settings: ConnectionSettings, pool: PoolSettings) {
        self.name = name
        self.settings = settings
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        self.pool = PostgresPool(settings, pool: pool, logger: logger)
    }

    /// The path of its server's unix socket.
    package var socket: String {
        let folder = settings.address.split(separator: " ").first { $0.hasPrefix("host=") }?.dropFirst(5)
        return "\(folder ?? "")/.s.PGSQL.5432"
    }

    /// A proxy before its server, which can lose answers.
    package func proxy() throws -> LosingProxy { try LosingProxy(to: socket) }

    /// The same database, through whatever listens on a port of loopback.
    package func settings(port: UInt16) -> ConnectionSettings {
        let words = settings.address.split(separator: " ").filter { !$0.hasPrefix("host=") }
        return ConnectionSettings(
            address: "host=127.0.0.1 port=\(port) \(words.joined(separator: " "))",
            applicationName: settings.applicationName)
    }

    /// A connection of the test's own, closed with its last reference.
    package func connect() async throws(PostgresError) -> PostgresConnection {
        try await PostgresConnection.connect(settings)
    }
}

/// Runs a test in a database of its own, with the given migrations applied.
///
///     try await withTestDatabase(migrations: [QueueSchema.migrations]) { database in
///         try await database.pool.query("select 1")
///     }
@discardableResult
package func withTestDatabase<Value: Sendable>(
    migrations: [[Migration]] = [], pool: PoolSettings = PoolSettings(connections: 8),
    _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
    try await TestDatabases.gate.enter { () async throws -> Value in
        let server = try TestCluster.shared.get()
        let name = try await TestDatabases.shared.make(server, migrations)
        let database = TestDatabase(name: name, server.settings(database: name), pool: pool)
        let result: Result<Value, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        await database.pool.shutdown()
        try await TestDatabases.shared.drop(name)
        return try result.get()
    }
}

/// Makes and drops the databases of tests, and a template per set of migrations.
private actor TestDatabases {
    static let shared = TestDatabases()
    /// Each test may need several of the server's 200 connections.
    static let gate = Gate(places: 12)

    /// Of tests that start together one makes the template.
    private let making = Gate(places: 1)
    private var administration: PostgresConnection?
    private var templates: [[[Migration]]: String] = [:]
    private var made = 0

    func make(_ server: TestCluster, _ migrations: [[Migration]]) async throws -> String {
        let administration = try await connection(server)
        let template = try await making.enter {
            try await self.template(migrations, server, administration)
        }
        made += 1
        let name = "test_\(made)"
        try await administration.query(
            "create database \(identifier: name) template \(identifier: template)")
        return name
    }

    func drop(_ name: String) async throws {
        try await administration?.query("drop database \(identifier: name) with (force)")
    }

    private func connection(_ server: TestCluster) async throws -> PostgresConnection {
        if let administration { return administration }
        let connection = try await PostgresConnection.connect(server.settings(database: "postgres"))
        try await connection.query("set lock_timeout = '30s'")
        // Somebody else may have connected while we did.
        administration = administration ?? connection
        return administration ?? connection
    }

    private func template(
        _ migrations: [[Migration]], _ server: TestCluster, _ administration: PostgresConnection
    ) async throws -> String {
        if migrations.isEmpty { return "template1" }
        if let known = templates[migrations] { return known }
        made += 1
        let name = "template_\(made)"
        try await administration.query("create database \(identifier: name)")
        let connection = try await PostgresConnection.connect(server.settings(database: name))
        try await Migrator(migrations).migrate(connection)
        // A database can't be copied while somebody is connected to it.
        await connection.close()
        templates[migrations] = name
        return name
    }
}
