import Foundation

/// Runs the members of a plan: starts them in order, keeps them alive, stops them.
actor Supervisor {
    private let plan: ClusterPlan
    /// Where logs and state are.
    private let folder: String
    private let isHealthy: @Sendable (ClusterMember) async -> Bool
    private let tell: @Sendable (String) -> Void
    private let backoff: RestartBackoff
    private var children: [String: ChildProcess] = [:]
    private var wasHealthy = false
    private var isStopping = false
    private var patience = Duration.seconds(60)

    /// `isHealthy` asks a member once; `tell` says to a person what happened.
    init(
        _ plan: ClusterPlan, folder: String, backoff: RestartBackoff = RestartBackoff(),
        isHealthy: @escaping @Sendable (ClusterMember) async -> Bool,
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.plan = plan
        self.folder = folder
        self.backoff = backoff
        self.isHealthy = isHealthy
        self.tell = tell
    }

    /// The log of a process.
    nonisolated func log(of name: String) -> String { "\(folder)/logs/\(name).log" }

    /// Migrates, then starts every member and waits until it is healthy.
    func start(within limit: Duration = .seconds(30)) async throws {
        try await migrate()
        for member in plan.members {
            try await waitUntilHealthy(member, try launch(member), limit)
        }
        try record(isHealthy: true)
    }

    /// Starts members again that end, until cancelled.
    func keepAlive() async {
        await withDiscardingTaskGroup { group in
            for member in plan.members { group.addTask { await self.keepAlive(member) } }
        }
    }

    /// Runs the body while members are kept alive.
    nonisolated func keepingAlive<Product: Sendable>(
        _ body: @escaping @Sendable () async throws -> Product
    ) async throws -> Product {
        // Leaving the scope cancels it.
        async let _ = keepAlive()
        return try await body()
    }

    /// Stops all layers in reverse order; must not be cancelled.
    func stop() async {
        isStopping = true
        for layer in ClusterMember.Layer.allCases.reversed() {
            let names = plan.members.filter { $0.layer == layer }.map(\.name)
            await stop(names + (layer == .orchestrator ? [plan.migration.name] : []))
        }
        ClusterState.remove(from: folder)
    }

    /// Asks those that run a second time, which makes them release their work at once.
    func hasten() {
        patience = .seconds(5)
        for child in children.values { child.signal(SIGTERM) }
    }
}

// MARK: - Starting

extension Supervisor {
    private func migrate() async throws {
        let child = try launch(plan.migration)
        guard let status = await child.exit() else { throw CancellationError() }
        guard status == .exited(0) else {
            throw SupervisorError.ended(name: child.name, status, log: log(of: child.name))
        }
    }

    private func launch(_ member: ClusterMember) throws -> ChildProcess {
        guard !isStopping else { throw CancellationError() }
        let child = try ChildProcess.start(
            member.name, member.arguments,
            environment: ProcessInfo.processInfo.environment.merging(member.environment) { $1 },
            log: log(of: member.name))
        children[member.name] = child
        try record()
        return child
    }

    /// Writes down who runs, as soon as it does: whoever finds us dead ends them.
    private func record(isHealthy: Bool? = nil) throws {
        guard let own = RunningProcess(name: "supervisor", id: getpid()) else { return }
        wasHealthy = isHealthy ?? wasHealthy
        let members = (plan.members + [plan.migration]).compactMap { member in
            children[member.name].flatMap { RunningProcess(name: member.name, id: $0.id) }.map {
                ClusterState.Member(process: $0, address: member.address, healthPath: member.healthPath)
            }
        }
        try ClusterState(
            supervisor: own, members: members, address: plan.address, isHealthy: wasHealthy
        ).write(to: folder)
    }

    private func waitUntilHealthy(
        _ member: ClusterMember, _ child: ChildProcess, _ limit: Duration
    ) async throws {
        let problem = await withTaskGroup(of: SupervisorError?.self) { group in
            group.addTask { [isHealthy] in
                while !Task.isCancelled, await !isHealthy(member) {
                    // Cancellation is looked at above.
                    try? await Task.sleep(for: .milliseconds(50))
                }
                return nil
            }
            group.addTask { [log = log(of: member.name)] in
                guard let status = await child.exit(within: limit) else {
                    return .notHealthy(name: member.name, address: member.address, within: limit, log: log)
                }
                return .ended(name: member.name, status, log: log)
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        try Task.checkCancellation()
        if let problem { throw problem }
    }
}

// MARK: - Living and stopping

extension Supervisor {
    private func keepAlive(_ member: ClusterMember) async {
        var backoff = backoff
        while let child = children[member.name] {
            let began = ContinuousClock.now
            guard let status = await child.exit(), !isStopping else { return }
            let pause = backoff.next(afterRunning: ContinuousClock.now - began)
            tell("\(member.name) ended with \(status); it starts again in \(pause)")
            guard (try? await Task.sleep(for: pause)) != nil, !isStopping else { return }
            do { _ = try launch(member) } catch { tell("\(member.name): \(error)") }
        }
    }

    private func stop(_ names: [String]) async {
        await withDiscardingTaskGroup { group in
            for child in names.compactMap({ children[$0] }) where child.isRunning {
                group.addTask { [patience] in
                    child.signal(SIGTERM)
                    guard await child.exit(within: patience) == nil else { return }
                    child.signal(SIGKILL)
                    _ = await child.exit()
                }
            }
        }
    }
}
