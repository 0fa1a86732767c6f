import ArgumentParser
import Contracts
import Domain

/// `pairmill jobs`
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "jobs", abstract: "List all jobs.")

    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let client = try orchestrator.client()
        var table = Table("job", "state", "samples", "preset", "created", "name")
        var after: String?
        repeat {
            let query = after.map { "?limit=100&after=\($0)" } ?? "?limit=100"
            let page = try await client.get("/v1/jobs\(query)", as: ListEnvelope<JobSummary>.self)
            for job in page.data {
                table.add(
                    "\(job.id)", job.state.rawValue, "\(job.samples)", job.preset.rawValue,
                    "\(job.createdAt)", job.name)
            }
            after = page.hasMore ? page.lastID : nil
        } while after != nil
        try table.lines.forEach(Terminal.say)
    }
}
