import ArgumentParser
import FaultSupport

/// `faults rolling`: every process is replaced in turn under load.
struct RollingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rolling",
        abstract: "Replace every process in turn: nothing is lost, 70 % of the throughput stays.")

    @OptionGroup var run: RunOptions

    @Option(
        help: "How many spans of replacing processes; between them as many of undisturbed work, and one more."
    )
    var spans = 4

    @Option(help: "Seconds of a span.")
    var seconds = 8

    @Option(help: "Milliseconds from when a process is ready to when the next one is stopped.")
    var pause = 500

    func run() async throws {
        // A round of two must not end within the spans.
        let (samples, seed, spans) = (2 * run.samples, run.chosenSeed, spans)
        let (span, pause) = (Duration.seconds(seconds), Duration.milliseconds(pause))
        let effects = try await run.onCluster(run.stubs) { cluster in
            try await RollingRestart(cluster).run(
                StubJob(samples: samples, seed: seed), spans: spans, of: span, pause: pause)
        }
        RunOptions.say("undisturbed       \(Int(effects.clean)) results/s")
        RunOptions.say("while replacing   \(Int(effects.during)) results/s, \(Int(effects.ratio * 100)) %")
        RunOptions.say("replaced          \(effects.replaced) processes")
        RunOptions.say("attempts \(effects.attempts), lost \(effects.lost)")
        try RunOptions.demand(effects.violations)
        try RunOptions.demand(
            [
                effects.attempts > 0 ? "attempts were burnt" : nil,
                effects.lost > 0 ? "leases were left behind" : nil,
                effects.ratio < 0.7 ? "less than 70 % of the throughput stayed" : nil,
            ].compactMap { $0 })
    }
}
