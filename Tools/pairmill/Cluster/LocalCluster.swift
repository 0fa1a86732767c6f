import Blocking
import EmbeddedPostgres
import Foundation

/// A cluster in a folder: from nothing to running, and back to nothing.
struct LocalCluster: Sendable {
    /// What a person may choose.
    struct Settings: Sendable, Equatable {
        /// An absolute path.
        var folder: String
        var replicas = Replicas()
        /// As PAIRMILL_BACKENDS takes them; without any scene-model is started.
        var backends: String?
        var sceneModel = SceneModelSettings()
        /// Who trains adapters between rounds; scene-model where it runs and nobody is named.
        var trainer: String?
        var intakeRoots: [String] = []
    }

    let settings: Settings
    private let blocking = BlockingPool(threads: 1, queued: 4)
    private let probe: HealthProbe

    init(_ settings: Settings) throws {
        self.settings = settings
        probe = try HealthProbe()
    }

    /// Starts everything, runs the body and stops everything, whatever happens.
    ///
    /// The body gets the Orchestrator's address; nil comes back if it was stopped.
    func run<Product: Sendable>(
        until stops: StopRequests, _ body: @escaping @Sendable (String) async throws -> Product
    ) async throws -> Product? {
        let folder = settings.folder
        try Self.makeFolder(folder)
        guard let lock = FolderLock(folder) else { throw Self.alreadyRunning(folder) }
        defer { withExtendedLifetime(lock) {} }
        try await ClusterRemains(folder: folder).end()
        try Self.setLogsAside(folder)
        let postgres = try EmbeddedCluster(folder: "\(folder)/postgres")
        let plan = try plan(postgres)
        let supervisor = Supervisor(plan, folder: folder, isHealthy: probe.isHealthy, tell: Terminal.note)
        let outcome = await result {
            try await stops.interrupting {
                try await start(postgres)
                try await supervisor.start()
                return try await supervisor.keepingAlive { try await body(plan.address) }
            }
        }
        await stop(supervisor, hastenedBy: stops)
        try await blocking.run { try postgres.stop() }
        return try outcome.get()
    }
}

extension LocalCluster {
    private func plan(_ postgres: EmbeddedCluster) throws -> ClusterPlan {
        let services = ["orchestrator", "generator", "reviser", "verifier"]
        try Programs.check(services + (settings.backends == nil ? ["scene-model"] : []))
        var ports = FreePorts()
        return try ClusterPlan(
            ClusterPlan.Inputs(
                programs: Programs.folder, folder: settings.folder,
                databaseURL: postgres.address(database: "pairmill"), replicas: settings.replicas,
                backends: settings.backends, sceneModel: settings.sceneModel, trainer: settings.trainer,
                intakeRoots: settings.intakeRoots, port: { try ports.next(from: $0) }))
    }

    private func start(_ postgres: EmbeddedCluster) async throws {
        try await blocking.run {
            try postgres.start()
            try postgres.createDatabase("pairmill")
        }
    }

    /// Stops the members; each further request to stop hastens them.
    private func stop(_ supervisor: Supervisor, hastenedBy stops: StopRequests) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    await stops.next()
                    if !Task.isCancelled { await supervisor.hasten() }
                }
            }
            await supervisor.stop()
            group.cancelAll()
        }
    }

    private func result<Product>(
        _ body: () async throws -> Product
    ) async -> Result<Product, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    private static func makeFolder(_ folder: String) throws {
        for part in ["logs", "blobs"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
        }
    }

    /// The logs of the last cluster stay for one more.
    private static func setLogsAside(_ folder: String) throws {
        let (logs, old) = ("\(folder)/logs", "\(folder)/logs.previous")
        if FileManager.default.fileExists(atPath: old) { try FileManager.default.removeItem(atPath: old) }
        try FileManager.default.moveItem(atPath: logs, toPath: old)
        try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
    }

    private static func alreadyRunning(_ folder: String) -> SupervisorError {
        // The address is a kindness; the lock alone decides.
        .alreadyRunning(folder: folder, address: (try? ClusterState.read(from: folder))?.address)
    }
}
