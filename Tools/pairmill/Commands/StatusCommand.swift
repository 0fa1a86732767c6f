import ArgumentParser

/// `pairmill status`
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the processes of the cluster on this machine.",
        discussion: "Ends with 1 unless every one of them is healthy.")

    @OptionGroup var folder: FolderOption

    func run() async throws {
        guard let state = try ClusterState.read(from: folder.path) else {
            Terminal.note("no cluster runs in \(folder.path)")
            throw ExitCode.failure
        }
        let probe = try HealthProbe()
        var view = MembersView(state: state, wasAsked: true)
        for member in state.members where !member.healthPath.isEmpty {
            view.health[member.process.name] = await probe.status(of: member.address + member.healthPath)
        }
        try view.lines.forEach(Terminal.say)
        if !state.supervisor.isRunning {
            Terminal.note("the supervisor was killed: `pairmill down` ends the rest")
        }
        guard view.isHealthy else { throw ExitCode.failure }
    }
}
