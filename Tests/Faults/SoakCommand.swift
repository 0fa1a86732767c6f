import ArgumentParser
import FaultSupport

/// `faults soak`: half an hour of undisturbed work, in which nothing may grow.
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Work for half an hour: memory, open files and tables stay as they are.")

    @OptionGroup var run: RunOptions

    @Option(help: "How long, in minutes.")
    var minutes = 30

    @Option(help: "Seconds between two readings.")
    var every = 15

    func run() async throws {
        let (samples, seed, minutes, every) = (run.samples, run.chosenSeed, minutes, every)
        let readings = try await run.onCluster(run.stubs) { cluster in
            let end = ContinuousClock.now + .seconds(minutes * 60)
            return try await withThrowingTaskGroup(of: [Soak.Reading].self) { group in
                group.addTask {
                    try await work(on: cluster, samples: samples, seed: seed, until: end)
                    return []
                }
                group.addTask {
                    var readings: [Soak.Reading] = []
                    while ContinuousClock.now < end {
                        try await Task.sleep(for: .seconds(every))
                        readings.append(try await Soak(cluster).read())
                    }
                    return readings
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        try report(readings)
    }

    private func work(
        on cluster: FaultCluster, samples: Int, seed: UInt64, until end: ContinuousClock.Instant
    ) async throws {
        var number: UInt64 = 0
        while ContinuousClock.now < end {
            number += 1
            let outcome = try await StubJob(samples: samples, seed: seed &+ number).run(
                on: cluster.pipeline, within: .seconds(600))
            try RunOptions.demand(outcome.violations)
        }
    }

    private func report(_ readings: [Soak.Reading]) throws {
        guard readings.count >= 8 else { throw ValidationError("too short: fewer than 8 readings") }
        RunOptions.say("results           \(readings.last?.results ?? 0)")
        let growths = Soak.growths(readings)
        for growth in growths {
            let mark = growth.isFlat ? "" : "  GROWS"
            RunOptions.say("\(growth.what): \(Int(growth.early)) → \(Int(growth.late))\(mark)")
        }
        try RunOptions.demand(growths.filter { !$0.isFlat }.map { "\($0.what) grows" })
    }
}
