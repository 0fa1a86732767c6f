import ArgumentParser
import FaultSupport

/// `faults scenes`: every fault, of the backend as well, over stages as they are.
struct ScenesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenes",
        abstract: "Every fault over real stages: each job comes to the pairs it comes to in peace.")

    @OptionGroup var run: RunOptions

    @Option(help: "At least so many faults.")
    var faults = 150

    @Option(help: "Drawn scenes of each job.")
    var scenes = 60

    func run() async throws {
        let plan = FaultRun.Plan(seed: run.chosenSeed, faults: Fault.allCases, tasks: 1, strokes: faults)
        let (scenes, start) = (scenes, ContinuousClock.now)
        RunOptions.say("seed \(plan.seed)")
        let ledger = try await run.onCluster(.real(latency: run.latency)) { cluster in
            let lines = try await SceneJob.lines(scenes, on: cluster.pipeline)
            let job = try await SceneJob(lines: lines).inPeace(on: cluster.pipeline)
            return try await FaultRun(cluster, plan) { _ in
                job
            } report: {
                RunOptions.say("\(RunOptions.seconds(since: start)) s: \($0)")
            }.run()
        }
        for line in ledger.lines { RunOptions.say(line) }
        try RunOptions.demand(ledger.violations)
    }
}
