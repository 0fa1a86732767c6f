import ArgumentParser

/// `pairmill export`
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Download a job's pairs for a trainer.",
        discussion: """
            Writes a tar; `ndjson` as well. The file appears under its name once it is whole.

              pairmill export job_0193… --format hf --out pairs.tar
            """)

    @OptionGroup var job: JobArgument
    @Option(help: "hf, llamafactory, swift, mmpr, rlaifv, labelstudio or ndjson.") var format = "hf"
    @Option(help: "Which rows, with commas: response, feedback, unpaired, responses.") var kind: String?
    @Option(help: "Only these rounds, with commas.") var rounds: String?
    @Option(help: "The file to write.", completion: .file()) var out: String
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let query = [kind.map { "kind=\($0)" }, rounds.map { "rounds=\($0)" }].compactMap(\.self)
        let path = (["\(job.path)/export?format=\(format)"] + query).joined(separator: "&")
        let bytes = try await orchestrator.client().download(path, to: out)
        Terminal.note("\(out): \(bytes) bytes")
    }
}
