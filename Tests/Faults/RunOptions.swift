import ArgumentParser
import FaultSupport
import Foundation

/// What all runs have.
struct RunOptions: ParsableArguments {
    @Option(help: "Draws the faults; the same seed draws the same ones. Without it one is drawn.")
    var seed: UInt64?

    @Option(help: "Samples of each job, 48 tasks each.")
    var samples = 2_000

    @Option(help: "Processes of each service.")
    var replicas = 2

    @Option(help: "How long a call takes, in milliseconds.")
    var latency = 20

    /// The seed that was given, or one of its own, the same each time it is asked.
    var chosenSeed: UInt64 { seed ?? Self.drawn }

    private static let drawn = UInt64.random(in: 0...999_999)

    func validate() throws {
        guard (1...100_000).contains(samples) else {
            throw ValidationError("--samples is \(samples); it must be 1 to 100000")
        }
        guard (1...16).contains(replicas) else {
            throw ValidationError("--replicas is \(replicas); it must be 1 to 16")
        }
    }

    /// Runs a plan on a cluster of its own and prints what came of it; throws if a promise was broken.
    @discardableResult
    func carryOut(_ plan: FaultRun.Plan) async throws -> FaultLedger {
        print("seed \(plan.seed)")
        let start = ContinuousClock.now
        let cluster = try await FaultCluster(.stub(latency: latency), replicas: replicas)
        let ledger: Result<FaultLedger, any Error>
        do {
            try await cluster.start()
            ledger = .success(
                try await FaultRun(cluster, plan) { [samples] in
                    StubJob(samples: samples, seed: $0)
                } report: {
                    Self.say($0, since: start)
                }.run())
        } catch {
            ledger = .failure(error)
            print(await cluster.lastWords)
        }
        await cluster.stop()
        let figures = try ledger.get()
        for line in figures.lines { print(line) }
        print("seconds           \(Int((ContinuousClock.now - start) / .seconds(1)))")
        guard figures.violations.isEmpty else { throw FaultError.broken(figures.violations) }
        return figures
    }

    /// At once, for whoever watches a run of minutes.
    private static func say(_ line: String, since start: ContinuousClock.Instant) {
        let seconds = Int((ContinuousClock.now - start) / .seconds(1))
        FileHandle.standardOutput.write(Foundation.Data("\(seconds) s: \(line)\n".utf8))
    }
}
