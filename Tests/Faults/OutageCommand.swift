import ArgumentParser
import FaultSupport

/// `faults outage`: the backend is away for minutes.
struct OutageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outage",
        abstract: "Take the backend away: no attempt is burnt, work goes on within 5 s of its return.")

    @OptionGroup var run: RunOptions

    @Option(help: "How long, in minutes.")
    var minutes = 10.0

    @Option(help: "Drawn scenes of the job.")
    var scenes = 60

    func run() async throws {
        let (scenes, minutes) = (scenes, minutes)
        let effects = try await run.onCluster(.real(latency: run.latency)) { cluster in
            let lines = try await SceneJob.lines(scenes, on: cluster.pipeline)
            let job = try await SceneJob(lines: lines).inPeace(on: cluster.pipeline)
            return try await BackendOutage(cluster).run(job, lasting: .seconds(minutes * 60))
        }
        let recovery = Int(effects.recovery / .milliseconds(1))
        RunOptions.say("attempts          \(effects.attempts)")
        RunOptions.say(
            "claims            \(Int(effects.claimsPerSecond.rounded())) a second, all stages together")
        RunOptions.say("first result      \(recovery) ms after the backend answers again")
        try RunOptions.demand(effects.violations)
        try RunOptions.demand(
            [
                effects.attempts > 0 ? "attempts were burnt" : nil,
                recovery >= 5_000 ? "work went on too late" : nil,
            ].compactMap { $0 })
    }
}
