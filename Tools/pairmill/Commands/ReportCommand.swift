import ArgumentParser
import Contracts

/// `pairmill report`
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show what a job yielded: per round, per source, lengths.")

    @OptionGroup var job: JobArgument
    @Flag(help: "Print the API's JSON.") var json = false
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let client = try orchestrator.client()
        let path = "\(job.path)/report"
        if json { return try await Terminal.say(client.json(path).json) }
        try ReportView(report: try await client.get(path)).lines.forEach(Terminal.say)
    }
}
