import ArgumentParser
import FaultSupport

/// `faults restarts`: PostgreSQL alone is restarted, and hardly anything is done twice for it.
struct RestartsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restarts", abstract: "Restart PostgreSQL every 5 to 40 s; less than 1 % is done again.")

    @OptionGroup var run: RunOptions

    @Option(help: "So many restarts; 27 take some ten minutes.")
    var restarts = 27

    func run() async throws {
        var plan = FaultRun.Plan(
            seed: run.chosenSeed, faults: [.restart], tasks: 1, strokes: restarts)
        plan.pauses = 5_000...40_000
        plan.looksEvery = .seconds(2)
        let ledger = try await run.carryOut(plan)
        guard ledger.repeated < 0.01 else {
            throw FaultError.broken(["\(ledger.lost) of \(ledger.tasks) tasks were done again"])
        }
    }
}
