import ArgumentParser
import FaultSupport

/// `faults storm`: every fault of a cluster in turn, over stub stages.
struct StormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm", abstract: "Every fault, every one to three seconds, until it is enough.")

    @OptionGroup var run: RunOptions

    @Option(help: "At least so many faults.")
    var faults = 500

    @Option(help: "At least so many tasks.")
    var tasks: Int64 = 1_000_000

    func run() async throws {
        var plan = FaultRun.Plan(
            seed: run.chosenSeed, faults: Fault.ofCluster + [.killBackend], tasks: tasks, strokes: faults)
        plan.looksEvery = .seconds(2)
        plan.abreast = 2
        try await run.carryOut(plan)
    }
}
