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

    /// The stages of a run whose results are known beforehand.
    var stubs: FaultCluster.Stages { .stub(latency: latency) }

    /// Runs a body on a cluster of its own; on an error says what its processes said last.
    func onCluster<Value: Sendable>(
        _ stages: FaultCluster.Stages, _ body: @Sendable (FaultCluster) async throws -> Value
    ) async throws -> Value {
        let cluster = try await FaultCluster(stages, replicas: replicas)
        let result: Result<Value, any Error>
        do {
            try await cluster.start()
            result = .success(try await body(cluster))
        } catch {
            Self.say(await cluster.lastWords)
            for line in await cluster.places { Self.say(line) }
            result = .failure(error)
        }
        await cluster.stop()
        return try result.get()
    }

    /// Runs a plan over stub stages and says what came of it; throws if a promise was broken.
    @discardableResult
    func carryOut(_ plan: FaultRun.Plan) async throws -> FaultLedger {
        var plan = plan
        // A job takes minutes, on a machine with other work several times that.
        plan.patience = .seconds(2_700)
        Self.say("seed \(plan.seed)")
        let (start, samples) = (ContinuousClock.now, samples)
        let ledger = try await onCluster(stubs) { [plan] cluster in
            try await FaultRun(cluster, plan) {
                StubJob(samples: samples, seed: $0)
            } report: {
                Self.say("\(Self.seconds(since: start)) s: \($0)")
            }.run()
        }
        for line in ledger.lines { Self.say(line) }
        Self.say("seconds           \(Self.seconds(since: start))")
        try Self.demand(ledger.violations)
        return ledger
    }

    /// Throws what was promised and not kept.
    static func demand(_ violations: [String]) throws {
        guard violations.isEmpty else { throw FaultError.broken(violations) }
    }

    static func seconds(since start: ContinuousClock.Instant) -> Int {
        Int((ContinuousClock.now - start) / .seconds(1))
    }

    /// At once, for whoever watches a run of minutes.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Foundation.Data("\(line)\n".utf8))
    }
}
