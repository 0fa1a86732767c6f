import ArgumentParser

/// `pairmill pause`
struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Pause a job: what is leased finishes, nothing new is claimed.")

    @OptionGroup var job: JobArgument
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws { try await orchestrator.client().post("\(job.path)/pause") }
}
