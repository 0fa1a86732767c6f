import ArgumentParser

struct PinnedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pinned", abstract: "What a transaction left open costs the queue; fails below the bar.")

    func run() async throws { try await PinnedBenchmark().run() }
}
