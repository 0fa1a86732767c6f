package import EmbeddedPostgres
import Foundation
package import Postgres

/// The one PostgreSQL of this test process, started by whoever needs it first.
///
/// A shell that reads a pipe watches over it: the pipe ends with this process,
/// however it ends, and then the shell stops the server and deletes its files.
package struct TestCluster: Sendable {
    /// Set where tests must not be skipped for want of PostgreSQL.
    static let isRequired = ProcessInfo.processInfo.environment["PAIRMILL_REQUIRE_POSTGRES"] == "1"

    /// Whether suites that need PostgreSQL run; if it is required and missing, they
    /// run and fail.
    package static let isAvailable = isRequired || (try? PostgresPrograms.find()) != nil

    /// What a skipped suite says.
    package static let skipReason = "PostgreSQL 15 or newer is not installed (apt install postgresql)"

    /// Risks the files for speed; a crash of the server alone loses nothing.
    package static let shared = Result { try TestCluster(durability: .none) }

    package let cluster: EmbeddedCluster

    /// Starts a server of its own for a test that restarts or kills it.
    package init(durability: Durability) throws {
        let name = "pairmill-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let folder = FileManager.default.temporaryDirectory.appending(path: name).path
        cluster = try EmbeddedCluster(folder: folder, durability: durability)
        try Self.watch(cluster)
        try cluster.start()
    }

    /// The settings of connections to a database of it.
    package func settings(database: String) -> ConnectionSettings {
        ConnectionSettings(address: cluster.address(database: database), applicationName: "pairmill/test")
    }

    private static func watch(_ cluster: EmbeddedCluster) throws {
        let watcher = Process()
        let pipe = Pipe()
        // Neither the server nor anybody else may hold the pipe's end open.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        watcher.executableURL = URL(filePath: "/bin/sh")
        // A terminal's interrupt goes to the whole group, and the watcher must outlive us.
        watcher.arguments = ["-c", "trap '' INT TERM HUP; cat >/dev/null; \(cluster.removalScript)"]
        watcher.standardInput = pipe
        watcher.standardOutput = FileHandle.nullDevice
        watcher.standardError = FileHandle.nullDevice
        try watcher.run()
        // Held open on purpose, for as long as the process lives.
        watchers.withLock { $0.append(pipe) }
    }

    private static let watchers = Watchers()
}

/// The pipes whose end tells the watchers that this process is gone.
///
/// `@unchecked Sendable`: `lock` guards `pipes`.
private final class Watchers: @unchecked Sendable {
    private let lock = NSLock()
    private var pipes: [Pipe] = []

    func withLock(_ body: (inout [Pipe]) -> Void) { lock.withLock { body(&pipes) } }
}
