import ArgumentParser
import Contracts
import Domain

/// `pairmill watch`
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow a job until it is done.",
        discussion: "Ends with 0 when it is done, with 1 when it was cancelled.")

    @OptionGroup var job: JobArgument
    @OptionGroup var orchestrator: OrchestratorOptions

    func run() async throws {
        let last = try await JobWatch(client: orchestrator.client(), job: job.job).follow()
        guard last.state == .done else { throw ExitCode.failure }
    }
}
