import ArgumentParser

/// The `pairmill` command: a cluster on this machine, and a client of any other.
@main struct PairmillMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairmill",
        abstract: "Mills verified multimodal preference pairs.",
        discussion: """
            `pairmill demo` shows everything at once. `pairmill up` starts a cluster on this machine; \
            the commands for jobs talk to it, or to any Orchestrator named with --orchestrator or \
            PAIRMILL_ORCHESTRATOR (with PAIRMILL_API_KEY where it asks for a key).
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Cluster",
                subcommands: [
                    DemoCommand.self, AblationCommand.self, UpCommand.self, DownCommand.self,
                    StatusCommand.self,
                ]),
            CommandGroup(
                name: "Jobs",
                subcommands: [
                    SubmitCommand.self, WatchCommand.self, JobsCommand.self, JobCommand.self,
                    StartCommand.self, PauseCommand.self, ResumeCommand.self, CancelCommand.self,
                ]),
            CommandGroup(
                name: "Results",
                subcommands: [PairsCommand.self, ReportCommand.self, ExportCommand.self]),
        ])
}
