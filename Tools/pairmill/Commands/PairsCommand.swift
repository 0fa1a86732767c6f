import ArgumentParser
package import Contracts

/// `pairmill pairs`
struct PairsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs",
        abstract: "Print a job's pairs, also while it runs.",
        discussion: "Pairs of a round that is still open are provisional.")

    @OptionGroup var job: JobArgument
    @Option(help: "Only these: response or feedback.") var kind: PairRow.Kind?
    @Option(help: "Only those of this round.") var round: Int?
    @Flag(help: "Print the API's JSON, a pair a line.") var json = false
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let client = try orchestrator.client()
        if json {
            try await client.bytes(path) { try Terminal.draw($0) }
        } else {
            try await client.lines(path, as: PairRow.self) { pair in
                try (PairView(pair: pair).lines + [""]).forEach(Terminal.say)
            }
        }
    }

    private var path: String {
        let query = [kind.map { "kind=\($0.rawValue)" }, round.map { "round=\($0)" }].compactMap(\.self)
        return "\(job.path)/pairs" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}

extension PairRow.Kind: ExpressibleByArgument {}
