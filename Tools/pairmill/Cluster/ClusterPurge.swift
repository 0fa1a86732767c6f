import EmbeddedPostgres
import Foundation

/// Deletes what a stopped cluster left: its database, images, logs and results.
///
/// Only what a cluster makes, by name: the folder may be one of the user's, where
/// other files lie.
struct ClusterPurge {
    let folder: String

    static let parts = [
        "ablation", "adapters", "blobs", "cluster.json", "demo", "lock", "logs", "logs.previous", "postgres",
        "supervisor.log", "trainer",
    ]

    func run() throws {
        // A folder that was deleted by hand may have left its database behind.
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard let lock = FolderLock(folder) else {
            throw SupervisorError.alreadyRunning(folder: folder, address: nil)
        }
        defer { withExtendedLifetime(lock) {} }
        let postgres = try EmbeddedCluster(folder: "\(folder)/postgres")
        if files.fileExists(atPath: postgres.root) { try postgres.remove() }
        for part in Self.parts where files.fileExists(atPath: "\(folder)/\(part)") {
            try files.removeItem(atPath: "\(folder)/\(part)")
        }
        // Not empty: it holds files that are not the cluster's, and stays.
        _ = rmdir(folder)
    }
}
