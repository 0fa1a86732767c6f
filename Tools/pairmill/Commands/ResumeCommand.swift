import ArgumentParser

/// `pairmill resume`
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Resume a paused job.")

    @OptionGroup var job: JobArgument
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws { try await orchestrator.client().post("\(job.path)/resume") }
}
