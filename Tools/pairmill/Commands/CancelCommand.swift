import ArgumentParser

/// `pairmill cancel`
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a job; its pairs stay.")

    @OptionGroup var job: JobArgument
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws { try await orchestrator.client().post("\(job.path)/cancel") }
}
