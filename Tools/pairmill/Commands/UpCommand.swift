import ArgumentParser

/// `pairmill up`
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start a whole cluster on this machine.",
        discussion: """
            Starts a private PostgreSQL, migrates it, starts scene-model (unless --backends names real \
            servers) and the four services, and keeps them alive. Ctrl-C stops everything; pressed again \
            it makes the services release their work at once. Logs are in FOLDER/logs.
            """)

    @OptionGroup var cluster: ClusterOptions

    @Flag(help: "Leave it running in the background and return once it is healthy.")
    var detach = false

    func run() async throws {
        let stops = StopRequests()
        guard detach else {
            let local = try LocalCluster(cluster.settings)
            _ = try await local.run(until: stops) { _ in
                try showMembers()
                Terminal.note("Ctrl-C stops everything")
                // Until a request to stop cancels it.
                try await Task.sleep(for: .seconds(1 << 40))
            }
            return
        }
        let detached = DetachedCluster(settings: cluster.settings)
        if try await stops.interrupting({ try await detached.start() }) == nil { throw ExitCode(130) }
        try showMembers()
        Terminal.note("`pairmill down` stops everything")
    }

    private func showMembers() throws {
        guard let state = try ClusterState.read(from: cluster.folder.path) else { return }
        try MembersView(state: state).lines.forEach(Terminal.say)
    }
}
