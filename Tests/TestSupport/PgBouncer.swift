import EmbeddedPostgres
import Foundation
package import Postgres

/// A pgbouncer before the test cluster, in transaction mode, on a socket of its own.
///
/// It refuses to run as root, so that it runs as the cluster's user does. The shell that
/// starts it reads a pipe, whose end, at `stop` or with this process, stops it.
package struct PgBouncer {
    /// What an operator writes, with so few sessions that clients have to share them.
    package static let sessions = 2

    /// Whether suites that need it run; where PostgreSQL is required, it is as well.
    package static let isAvailable = TestCluster.isRequired || (TestCluster.isAvailable && program != nil)

    /// What a skipped suite says.
    package static let skipReason = "pgbouncer is not installed (apt install pgbouncer)"

    private static let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
        .first(where: FileManager.default.isExecutableFile)

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let folder: String
    private let database: String

    /// Starts one for a database, and waits until it takes connections.
    package init(before server: TestCluster, database: String) throws {
        guard let program = Self.program else { throw PgBouncerError.missing }
        let cluster = server.cluster
        self.database = database
        folder = "\(cluster.root)/bouncer-\(UInt32.random(in: 0 ... .max))"
        let ready = "\(try PostgresPrograms.find().folder)/pg_isready"
        let words = cluster.asOwner([
            "/bin/sh", "-c", Self.script, "sh", folder,
            Self.configuration(folder, database, cluster.address(database: database)), program, ready,
        ])
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = input
        process.standardOutput = output
        // Nobody else may hold the pipes' ends open.
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(output.fileHandleForReading.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        if said != "ready\n" { throw PgBouncerError.failed(said) }
    }

    package func stop() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// How clients reach the database through it; the address as an operator writes it.
    package func settings(prepares: Bool = false) -> ConnectionSettings {
        let prepare = prepares ? "on" : "off"
        return ConnectionSettings(
            address:
                "host=\(folder) port=6432 user=\(EmbeddedCluster.user) dbname=\(database) prepare=\(prepare)",
            applicationName: "pairmill/test")
    }

    /// Makes the folder, starts it, says so, and stops it when the pipe ends.
    private static let script = """
        trap '' INT TERM HUP
        mkdir -m 700 "$1" && printf %s "$2" > "$1/pgbouncer.ini" || exit 1
        "$3" "$1/pgbouncer.ini" </dev/null >"$1/log" 2>&1 &
        until "$4" --quiet --host="$1" --port=6432; do
            kill -0 $! 2>/dev/null || { cat "$1/log"; rm -rf "$1"; exit 1; }
        done
        echo ready
        cat >/dev/null
        kill $! && wait $!
        rm -rf "$1"
        """

    private static func configuration(_ folder: String, _ database: String, _ address: String) -> String {
        """
        [databases]
        \(database) = \(address)
        [pgbouncer]
        listen_addr =
        listen_port = 6432
        unix_socket_dir = \(folder)
        auth_type = any
        pool_mode = transaction
        default_pool_size = \(sessions)

        """
    }
}

/// Why there is no pgbouncer for a test.
package enum PgBouncerError: Error {
    case missing
    case failed(String)
}

/// Runs a test with a pgbouncer of its own before its database.
package func withPgBouncer(
    before database: TestDatabase, _ body: (PgBouncer) async throws -> Void
) async throws {
    let bouncer = try PgBouncer(before: try TestCluster.shared.get(), database: database.name)
    do { try await body(bouncer) } catch {
        // The test's own error says more.
        try? bouncer.stop()
        throw error
    }
    try bouncer.stop()
}
