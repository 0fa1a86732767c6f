import Foundation

/// A private PostgreSQL: its own data, a unix socket in a 0700 folder, no TCP.
///
/// Whoever may enter the folder is trusted; nobody else reaches the socket. The
/// server outlives the process that started it until `stop`; a second `start` finds
/// it running and adopts it, also after its starter was killed. All calls block,
/// for seconds at worst when a cluster is made.
package struct EmbeddedCluster: Sendable {
    /// The superuser's name; there is no password.
    package static let user = "pairmill"

    let folders: ClusterFolders
    let programs: PostgresPrograms
    let durability: Durability

    /// Takes the folder of a cluster, which need not exist yet.
    package init(folder: String, durability: Durability = .full) throws(ClusterError) {
        folders = try ClusterFolders(folder: folder)
        programs = try PostgresPrograms.find()
        self.durability = durability
    }

    /// Where the files are; not the folder asked for if we are root.
    package var root: String { folders.root }

    /// How libpq reaches a database of it.
    package func address(database: String) -> String {
        "host=\(folders.socket) user=\(Self.user) dbname=\(database)"
    }

    /// Makes the cluster if there is none and starts it unless it runs; ready on return.
    package func start() throws(ClusterError) {
        try folders.make()
        if !FileManager.default.fileExists(atPath: "\(folders.data)/PG_VERSION") { try initialise() }
        try folders.write(ClusterSettings.text(folders, durability), to: folders.settings)
        try launch()
    }

    /// Stops it: running transactions are rolled back; killed if that takes too long.
    package func stop() throws(ClusterError) {
        guard isRunning else { return }
        do throws(ClusterError) {
            try control(["stop", "--wait", "--mode=fast", "--timeout=15"], within: .seconds(20))
        } catch {
            try crash()
        }
    }

    /// Ends its processes without a farewell: nothing committed is lost, the next start recovers.
    package func crash() throws(ClusterError) {
        try control(["stop", "--wait", "--mode=immediate", "--timeout=15"], within: .seconds(20))
    }

    /// Stops it and deletes all its files.
    package func remove() throws(ClusterError) {
        if isRunning { try crash() }
        do { try FileManager.default.removeItem(atPath: folders.root) } catch {
            throw .folder(path: folders.root, reason: error.localizedDescription)
        }
    }

    /// Makes a database unless it is there.
    package func createDatabase(_ name: String) throws(ClusterError) {
        do throws(ClusterError) {
            try run(
                "createdb", ["--host=\(folders.socket)", "--username=\(Self.user)", "--", name],
                within: .seconds(30))
        } catch .failed(_, _, let output) where output.contains("already exists") {
            return
        }
    }

    /// What stops the server at once and deletes its files, for a shell to run.
    package var removalScript: String {
        let stop = command("pg_ctl", ["stop", "--wait", "--mode=immediate", "--pgdata=\(folders.data)"])
        let words = [stop.path] + stop.arguments
        return words.map(Self.quoted).joined(separator: " ") + "; rm -rf -- " + Self.quoted(folders.root)
    }

    private static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

// MARK: - Running

extension EmbeddedCluster {
    /// Whether the server of this folder runs, whoever started it.
    package var isRunning: Bool {
        // pg_ctl takes any process with the number in the file for the server.
        recordedServer.map(Self.isPostgres) == true
            && (try? control(["status"], within: .seconds(10))) != nil
    }

    /// The process number in the server's lock file; without the file there is none.
    private var recordedServer: pid_t? {
        (try? String(contentsOfFile: folders.pidFile, encoding: .utf8))?
            .split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Whether a process lives and is a PostgreSQL; one that only waits to be reaped
    /// does not live (proc(5), stat: `pid (comm) state`).
    private static func isPostgres(_ pid: pid_t) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let parts = stat.firstMatch(of: /\((.*)\) (\S)/)
        else { return false }
        return parts.1.hasPrefix("postgres") && parts.2 != "Z" && parts.2 != "X"
    }

    /// Starts the server, or waits for the one that runs, until it answers.
    ///
    /// Again for a while, because a killed server takes its time to vanish: it still
    /// counts as running while it dies, and its processes hold its shared memory
    /// until they notice.
    private func launch() throws(ClusterError) {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            do throws(ClusterError) {
                if !isRunning {
                    try removeStalePid()
                    try control(
                        ["start", "--wait", "--timeout=60", "--log=\(folders.log)"], within: .seconds(70))
                }
                try run("pg_isready", ["--host=\(folders.socket)", "--quiet"], within: .seconds(10))
                return
            } catch {
                if ContinuousClock.now > end { throw error }
            }
        }
    }

    /// Makes the files beside their place and moves them there when they are complete.
    private func initialise() throws(ClusterError) {
        let unfinished = folders.unfinishedData
        if FileManager.default.fileExists(atPath: unfinished) { try delete(unfinished) }
        let sync = durability == .none ? ["--no-sync"] : []
        try run(
            "initdb",
            [
                "--pgdata=\(unfinished)", "--username=\(Self.user)", "--auth=trust", "--encoding=UTF8",
                "--locale=C.UTF-8", "--no-instructions",
            ] + sync, within: .seconds(120))
        guard rename(unfinished, folders.data) == 0 else {
            throw .folder(path: folders.data, reason: String(cString: strerror(errno)))
        }
        try folders.write("include 'pairmill.conf'\n", to: "\(folders.data)/postgresql.conf")
        try folders.write("local all all trust\n", to: "\(folders.data)/pg_hba.conf")
    }

    /// Removes what a killed server left, if its number now belongs to a stranger:
    /// PostgreSQL would take any process of its own user for the old server.
    private func removeStalePid() throws(ClusterError) {
        if let pid = recordedServer, !Self.isPostgres(pid) { try delete(folders.pidFile) }
    }

    private func delete(_ path: String) throws(ClusterError) {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw .folder(path: path, reason: error.localizedDescription)
        }
    }

    private func control(_ arguments: [String], within limit: Duration) throws(ClusterError) {
        try run("pg_ctl", arguments + ["--pgdata=\(folders.data)"], within: limit)
    }

    private func run(_ program: String, _ arguments: [String], within limit: Duration) throws(ClusterError) {
        try command(program, arguments).run(within: limit)
    }

    /// A program of PostgreSQL, as the user who owns the files.
    private func command(_ program: String, _ arguments: [String]) -> Command {
        let words = asOwner([programs.path(of: program)] + arguments)
        return Command(path: words[0], arguments: Array(words.dropFirst()))
    }

    /// A command's words, so that it runs as the user who owns the files. Root may not be it.
    package func asOwner(_ words: [String]) -> [String] {
        guard folders.isOwnedByAccount else { return words }
        let account = ClusterFolders.account
        return ["/usr/bin/setpriv", "--reuid=\(account)", "--regid=\(account)", "--init-groups"] + words
    }
}
