import Foundation

/// What a cluster leaves on disk, so that others find it, also after it was killed.
struct ClusterState: Codable, Equatable {
    /// A member that was started, and where it answers.
    struct Member: Codable, Equatable {
        let process: RunningProcess
        let address: String
        let healthPath: String
    }

    let supervisor: RunningProcess
    var members: [Member] = []
    /// The Orchestrator's.
    let address: String
    /// Whether every member has answered once.
    var isHealthy = false

    static func path(in folder: String) -> String { "\(folder)/cluster.json" }

    /// Nil where no cluster was started, or the last one was stopped.
    static func read(from folder: String) throws -> ClusterState? {
        guard let json = FileManager.default.contents(atPath: path(in: folder)) else { return nil }
        return try JSONDecoder().decode(ClusterState.self, from: json)
    }

    /// Writes aside and renames, so that nobody reads half a file.
    func write(to folder: String) throws {
        try JSONEncoder().encode(self).write(to: URL(filePath: Self.path(in: folder)), options: .atomic)
    }

    /// Removes the file; none is fine.
    static func remove(from folder: String) { unlink(path(in: folder)) }
}
