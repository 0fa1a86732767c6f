import ArgumentParser
import Contracts

/// `pairmill job`
struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Show one job: rounds, stages, pairs.")

    @OptionGroup var job: JobArgument
    @Flag(help: "Print the API's JSON.") var json = false
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let client = try orchestrator.client()
        if json { return try await Terminal.say(client.json(job.path).json) }
        let status: JobStatus = try await client.get(job.path)
        try ProgressView(status: status).lines.forEach(Terminal.say)
        try RoundsView(rounds: status.rounds).lines.forEach(Terminal.say)
    }
}
