import Foundation

/// Where the files of a cluster are, and who owns them.
///
/// PostgreSQL refuses to run as root. Root's clusters therefore belong to the user
/// `postgres` and lie below /var/lib/pairmill, which that user can reach; the
/// folder asked for names them (DECISIONS 24).
struct ClusterFolders: Sendable, Hashable {
    /// `sun_path` holds 108 bytes with its end (unix(7)).
    static let longestSocketPath = 106
    static let account = "postgres"

    let root: String
    let isOwnedByAccount: Bool

    init(folder: String, asRoot: Bool = getuid() == 0) throws(ClusterError) {
        let path = URL(filePath: folder).standardizedFileURL.path
        isOwnedByAccount = asRoot
        root = asRoot ? "/var/lib/pairmill/\(Self.hash(path))" : path
        guard socketPath.utf8.count <= Self.longestSocketPath else { throw .socketPathTooLong(socketPath) }
    }

    var data: String { "\(root)/data" }
    /// Where a cluster is made; it gets its name when it is complete.
    var unfinishedData: String { "\(root)/data.unfinished" }
    var socket: String { "\(root)/socket" }
    var log: String { "\(root)/postgres.log" }
    var pidFile: String { "\(data)/postmaster.pid" }
    var settings: String { "\(data)/pairmill.conf" }
    var socketPath: String { "\(socket)/.s.PGSQL.5432" }

    /// Makes the folders, open to their owner alone.
    func make() throws(ClusterError) {
        if isOwnedByAccount { try make("/var/lib/pairmill", mode: 0o755, owned: false) }
        for folder in [root, socket] { try make(folder, mode: 0o700, owned: isOwnedByAccount) }
    }

    func write(_ text: String, to path: String) throws(ClusterError) {
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw .folder(path: path, reason: error.localizedDescription)
        }
        try hand(path, mode: 0o600, owned: isOwnedByAccount)
    }

    private func make(_ folder: String, mode: mode_t, owned: Bool) throws(ClusterError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .folder(path: folder, reason: error.localizedDescription)
        }
        try hand(folder, mode: mode, owned: owned)
    }

    private func hand(_ path: String, mode: mode_t, owned: Bool) throws(ClusterError) {
        guard chmod(path, mode) == 0 else {
            throw .folder(path: path, reason: String(cString: strerror(errno)))
        }
        guard owned else { return }
        guard let account = getpwnam(Self.account)?.pointee else {
            throw .folder(
                path: path, reason: "there is no user \(Self.account) to own it; install postgresql")
        }
        guard chown(path, account.pw_uid, account.pw_gid) == 0 else {
            throw .folder(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// FNV-1a, 64 bits: a stable short name, nothing secret.
    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
