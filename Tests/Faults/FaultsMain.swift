import ArgumentParser

/// `faults`: long runs of a cluster that is struck while it works (docs/reliability.md).
@main struct FaultsMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "Strike a cluster while it works, and check that nothing is lost.",
        subcommands: [
            StormCommand.self, ScenesCommand.self, RestartsCommand.self, OutageCommand.self,
            RollingCommand.self, SoakCommand.self,
        ])
}
