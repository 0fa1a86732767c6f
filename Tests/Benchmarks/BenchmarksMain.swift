import ArgumentParser

/// `benchmarks <subject>`: measures one part on this machine and prints figures.
@main struct BenchmarksMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks", abstract: "Measure one part on this machine and print figures.",
        subcommands: [
            HTTPCommand.self, HostileCommand.self, TaskQueueCommand.self, PinnedCommand.self,
            SceneModelCommand.self, LoadCommand.self, HostileServerCommand.self, HostileCrowdCommand.self,
        ])
}
