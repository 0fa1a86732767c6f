import ArgumentParser

/// `pairmill start`
struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a job whose samples are in.")

    @OptionGroup var job: JobArgument
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws { try await orchestrator.client().post("\(job.path)/start") }
}
