import EmbeddedPostgres
import Foundation
import Postgres
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct EmbeddedClusterTests {
    @Test func `what was committed is there after a stop, a kill and a second start`() async throws {
        let server = try TestCluster(durability: .full)
        let cluster = server.cluster
        try cluster.createDatabase("pairmill")
        try cluster.createDatabase("pairmill")
        var connection = try await PostgresConnection.connect(server.settings(database: "pairmill"))
        try await connection.query("create table t (n int)")
        try await connection.query("insert into t values (1)")

        try cluster.start()
        try await connection.query("insert into t values (2)")
        try cluster.stop()
        #expect(!cluster.isRunning)
        try cluster.stop()
        try cluster.start()

        let pid = try String(contentsOfFile: "\(cluster.root)/data/postmaster.pid", encoding: .utf8)
        kill(try #require(pid.split(separator: "\n").first.flatMap { pid_t($0) }), SIGKILL)
        try cluster.start()
        connection = try await PostgresConnection.connect(server.settings(database: "pairmill"))
        #expect(try await connection.query("select n from t").count == 2)

        try cluster.remove()
        #expect(!FileManager.default.fileExists(atPath: cluster.root))
    }

    @Test func `nobody but the owner can enter, and there is no TCP`() async throws {
        let server = try TestCluster.shared.get()
        for folder in [server.cluster.root, "\(server.cluster.root)/socket"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
        let connection = try await PostgresConnection.connect(server.settings(database: "postgres"))
        let rows = try await connection.query("select current_setting('listen_addresses') as a")
        #expect(try rows[0].decode(String.self, at: 0) == "")
    }
}
