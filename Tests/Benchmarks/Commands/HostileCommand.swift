import ArgumentParser

struct HostileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http-hostile",
        abstract: "What ordinary clients notice of hostile ones; fails below the bars.")

    @Option(help: "How many clients send heads slowly.")
    var heads = 5_000
    @Option(help: "How many clients read slowly.")
    var readers = 1_000
    @Option(help: "For how long each state is measured.")
    var seconds = 15

    func validate() throws {
        if min(heads, readers, seconds) < 1 {
            throw ValidationError("Clients and seconds are counted from 1.")
        }
    }

    func run() async throws {
        let missed = try await HostileBenchmark(heads: heads, readers: readers, span: .seconds(seconds)).run()
        if missed.isEmpty { return }
        print("below the bar: \(missed.joined(separator: "; "))")
        throw ExitCode.failure
    }
}
