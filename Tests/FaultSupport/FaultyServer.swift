import EmbeddedPostgres
import Foundation
import Postgres
import Records
import TaskQueue
package import TestSupport

/// A PostgreSQL of its own that is restarted as after a crash.
package struct FaultyServer: Sendable {
    package let database: TestDatabase
    private let cluster: EmbeddedCluster

    /// Starts one with full durability and our tables; it ends with this process.
    package static func start() async throws -> FaultyServer {
        let server = try TestCluster(durability: .full)
        try server.cluster.createDatabase("pairmill")
        let database = TestDatabase(server, name: "pairmill")
        let connection = try await database.connect()
        try await Migrator([QueueSchema.migrations, RecordsSchema.migrations]).migrate(connection)
        await connection.close()
        return FaultyServer(database: database, cluster: server.cluster)
    }

    /// Where its unix socket is.
    package var socket: String {
        database.socket
    }

    /// The address of its database over TCP, through whatever listens on a port.
    package func address(port: UInt16) -> String {
        "host=127.0.0.1 port=\(port) user=\(EmbeddedCluster.user) dbname=pairmill"
    }

    /// Crashes and starts it anew; blocks meanwhile.
    package func restart() throws {
        try cluster.crash()
        try cluster.start()
    }

    /// Crashes it; blocks meanwhile.
    package func crash() throws { try cluster.crash() }

    /// Starts it after a crash; blocks meanwhile.
    package func startAgain() throws { try cluster.start() }

    package func stop() async {
        await database.pool.shutdown()
        try? cluster.remove()  // It is ended with this process as well.
    }
}
