import Foundation

/// A cluster whose supervisor is a process of its own, in a session of its own.
struct DetachedCluster: Sendable {
    let settings: LocalCluster.Settings

    private var log: String { "\(settings.folder)/supervisor.log" }

    /// Starts it and returns its state once it is healthy.
    ///
    /// A cancelled caller takes it down again.
    func start(within limit: Duration = .seconds(300)) async throws -> ClusterState {
        try FileManager.default.createDirectory(
            atPath: settings.folder, withIntermediateDirectories: true)
        let supervisor = try ChildProcess.start(
            "supervisor", [Programs.own, "up"] + settings.arguments,
            environment: ProcessInfo.processInfo.environment, log: log, inOwnSession: true)
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end, supervisor.isRunning, !Task.isCancelled {
            if let state = try healthyState(of: supervisor) { return state }
            // Cancellation is looked at above.
            try? await Task.sleep(for: .milliseconds(100))
        }
        supervisor.signal(SIGTERM)
        let status = await supervisor.exit()
        try Task.checkCancellation()
        throw SupervisorError.ended(name: "supervisor", status ?? .killed(signal: SIGTERM), log: log)
    }

    private func healthyState(of supervisor: ChildProcess) throws -> ClusterState? {
        guard let state = try ClusterState.read(from: settings.folder), state.isHealthy,
            state.supervisor.id == supervisor.id
        else { return nil }
        return state
    }
}

extension LocalCluster.Settings {
    /// What `pairmill up` takes to mean these settings.
    var arguments: [String] {
        var words = ["--folder", folder]
        words += ["--generators", "\(replicas.generators)", "--revisers", "\(replicas.revisers)"]
        words += ["--verifiers", "\(replicas.verifiers)", "--orchestrators", "\(replicas.orchestrators)"]
        if let backends { words += ["--backends", backends] }
        if let trainer { words += ["--trainer", trainer] }
        words += ["--scene-model-slots", "\(sceneModel.slots)", "--scene-model-latency", sceneModel.latency]
        words += intakeRoots.flatMap { ["--intake-root", $0] }
        return words
    }
}
