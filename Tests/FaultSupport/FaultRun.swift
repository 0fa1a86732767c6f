import Contracts
import Domain
import PipelineSupport
import Synchronization
import TestSupport

/// A cluster that works while it is struck, until it has done enough of both.
///
/// Three things go on beside the jobs: the nemesis strikes, the books are looked at, and somebody
/// brings back what died, as an operator would. A job that is done is checked at once.
package struct FaultRun: Sendable {
    package struct Plan: Sendable {
        package var seed: UInt64
        package var faults: [Fault]
        /// Between two strokes, in milliseconds.
        package var pauses = 1_000...3_000
        /// The run goes on, job after job, until it has had so many of each.
        package var tasks: Int64
        package var strokes: Int
        /// Jobs at a time: the stages of one idle while another's pairs are selected.
        package var abreast: UInt64 = 1
        package var looksEvery = Duration.seconds(1)
        /// How long a job may take.
        package var patience = Duration.seconds(900)

        package init(seed: UInt64, faults: [Fault], tasks: Int64, strokes: Int) {
            self.seed = seed
            self.faults = faults
            self.tasks = tasks
            self.strokes = strokes
        }
    }

    private let cluster: FaultCluster
    private let plan: Plan
    private let job: @Sendable (UInt64) -> any StruckJob
    private let report: @Sendable (String) -> Void
    private let ledger = FaultLog()

    /// `job` makes the next job of a seed; `report` gets a line for each that is done.
    package init(
        _ cluster: FaultCluster, _ plan: Plan, job: @escaping @Sendable (UInt64) -> any StruckJob,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.cluster = cluster
        self.plan = plan
        self.job = job
        self.report = report
    }

    /// Runs to the end; what was promised and not kept is in the ledger.
    package func run() async throws -> FaultLedger {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await strike() }
            group.addTask { try await watch() }
            group.addTask { try await redrive() }
            group.addTask {
                try await work()
                throw Enough()
            }
            do { while try await group.next() != nil {} } catch is Enough { group.cancelAll() }
        }
        await cluster.thaw(all: true)
        return try await close()
    }

    /// Ends the others.
    private struct Enough: Error {}

    private func work() async throws {
        try await withThrowingTaskGroup { group in
            for first in 1...plan.abreast { group.addTask { try await work(from: first) } }
            try await group.waitForAll()
        }
    }

    private func work(from first: UInt64) async throws {
        var number = first
        repeat {
            let outcome = try await job(plan.seed &+ number).run(
                on: cluster.pipeline, within: plan.patience)
            ledger.change {
                $0.violations += outcome.violations
                $0.pairs += outcome.pairs
            }
            let done = try await patiently("results are counted") {
                try await Books(cluster.server.database.pool).results()
            }
            ledger.change { $0.tasks = max($0.tasks, done) }
            let (strokes, violations) = (ledger.now.strokes, ledger.now.violations.count)
            report("job \(number) is done: \(done) tasks, \(strokes) faults, \(violations) violations")
            number += plan.abreast
        } while ledger.now.tasks < plan.tasks || ledger.now.strokes < plan.strokes
    }

    private func strike() async throws {
        var nemesis = Nemesis(seed: plan.seed, faults: plan.faults, pauses: plan.pauses)
        while true {
            let stroke = nemesis.next()
            try await Task.sleep(for: stroke.pause)
            do {
                try await cluster.inflict(stroke)
                ledger.change { $0.note(stroke.fault) }
            } catch FaultError.missing(let reason) {
                ledger.change { $0.skip(stroke.fault, because: reason) }
            } catch {
                // The database was away for the one stroke that asks it: no stroke, none is counted.
                try Task.checkCancellation()
            }
        }
    }

    private func watch() async throws {
        let books = Books(cluster.server.database.pool)
        var pause = plan.looksEvery
        while true {
            try await Task.sleep(for: pause)
            let start = ContinuousClock.now
            // Where the database does not answer there is no snapshot to look at.
            let wrong = try? await books.look()
            // Looking counts every task; on a slow machine it must not be what makes it slow.
            pause = max(plan.looksEvery, (ContinuousClock.now - start) * 9)
            guard let wrong else { continue }
            ledger.change {
                $0.looks += 1
                $0.violations += wrong
            }
        }
    }

    private func redrive() async throws {
        while true {
            try await Task.sleep(for: .seconds(1))
            // Refused or unanswered: the next look finds what is still dead.
            let moved = (try? await cluster.pipeline.redriveDead()) ?? 0
            ledger.change { $0.redriven += moved }
        }
    }

    private func close() async throws -> FaultLedger {
        let books = Books(cluster.server.database.pool)
        let (wrong, lost) = try await patiently("the books are closed") {
            (try await books.look(atAll: true), try await books.lost())
        }
        ledger.change {
            $0.violations += wrong
            $0.lost = lost
        }
        return ledger.now
    }
}

/// The ledger of a run, which several write.
private final class FaultLog: Sendable {
    private let ledger = Mutex(FaultLedger())

    var now: FaultLedger { ledger.withLock { $0 } }

    func change(_ body: (inout FaultLedger) -> Void) { ledger.withLock { body(&$0) } }
}
