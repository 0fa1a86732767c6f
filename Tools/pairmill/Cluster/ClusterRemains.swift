import Blocking
import EmbeddedPostgres
import Foundation

/// What may run of a cluster, known by the file it left.
struct ClusterRemains: Sendable {
    let folder: String

    /// Stops a running cluster through its supervisor, then whatever is left of it.
    ///
    /// False if nothing ran.
    func stop() async throws -> Bool {
        let state = try ClusterState.read(from: folder)
        let wasRunning = state.map { $0.supervisor.isRunning || !running($0).isEmpty } ?? false
        if let supervisor = state?.supervisor, supervisor.isRunning {
            supervisor.signal(SIGTERM)
            if await !supervisor.ends(within: .seconds(110)) { supervisor.signal(SIGKILL) }
        }
        try await end()
        return try await stopPostgres() || wasRunning
    }

    /// Ends members whose supervisor was killed, in reverse order, and forgets them.
    func end() async throws {
        guard let state = try ClusterState.read(from: folder) else { return }
        let orphans = running(state)
        for orphan in orphans.reversed() { orphan.signal(SIGTERM) }
        for orphan in orphans.reversed() where await !orphan.ends(within: .seconds(30)) {
            orphan.signal(SIGKILL)
            _ = await orphan.ends(within: .seconds(5))
        }
        ClusterState.remove(from: folder)
    }

    private func running(_ state: ClusterState) -> [RunningProcess] {
        state.members.map(\.process).filter(\.isRunning)
    }

    private func stopPostgres() async throws -> Bool {
        let folder = folder
        return try await BlockingPool(threads: 1, queued: 1).run {
            let postgres = try EmbeddedCluster(folder: "\(folder)/postgres")
            guard postgres.isRunning else { return false }
            try postgres.stop()
            return true
        }
    }
}
