import Domain
import Postgres

@testable import Records
@testable import TaskQueue

/// A statement that runs all the time, and how much it may look at whatever there is.
struct HotStatement: Sendable {
    let name: String
    let sql: SQL
    /// What goes before it in its transaction.
    var settings: SQL?
    /// Rows that one scan may look at, and pages that all of it may.
    var rows = 200
    var pages = 1_500
    /// Partitions it may lock: one of each kind of result it reads.
    var partitions = 1
    /// How the rows to move are deleted, where they are found first: by their places.
    var deletesByPlace: String?
}

/// The hot statements, as the code sends them, on the tasks of a `PlanBench`.
extension PlanBench {
    static let batch = 64

    var statements: [HotStatement] { claiming + ending + upkeep + closing(round: 1) }

    private var claiming: [HotStatement] {
        let quotas = [jobs.busy, jobs.idle].map { DeficitRoundRobin.Quota(job: $0, count: Self.batch) }
        return Stage.allCases.map { stage in
            HotStatement(
                name: "claim \(stage)",
                sql: QueueSQL.claim(
                    worker, token: .random(), stage: stage, quotas: quotas, marks: [0, 0],
                    lasting: .seconds(60)),
                settings: QueueSQL.claimSettings, deletesByPlace: "ready")
        } + [
            HotStatement(
                name: "depth",
                sql: QueueSQL.depth(
                    stages: [.generate, .verify], jobs: [jobs.busy, jobs.idle], marks: [0, 0], limit: 200),
                settings: QueueSQL.byIndex, rows: 400)
        ]
    }

    private var ending: [HotStatement] {
        let (responses, revisions, verdicts) = (leased(.generate), leased(.revise), leased(.verify))
        return [
            HotStatement(
                name: "store responses",
                sql: ResponseCompletion().store(responses.map { done($0, mill.response($0)) }, by: worker)),
            HotStatement(
                name: "store revisions",
                sql: RevisionCompletion().store(revisions.map { done($0, mill.revision($0)) }, by: worker)),
            HotStatement(
                name: "store verdicts",
                sql: VerdictCompletion().store(
                    verdicts.map { done($0, mill.verdict(passes: false, feedbacks: 2)) }, by: worker)),
            HotStatement(
                name: "classify responses", sql: ResponseCompletion().classify(known(.generate))),
            HotStatement(name: "classify revisions", sql: RevisionCompletion().classify(known(.revise))),
            HotStatement(name: "classify verdicts", sql: VerdictCompletion().classify(known(.verify))),
            HotStatement(name: "fail", sql: QueueSQL.fail(worker, responses.map(failed), maxAttempts: 5)),
        ]
    }

    private var upkeep: [HotStatement] {
        [
            HotStatement(
                name: "promote", sql: QueueSQL.promote(limit: Self.batch), deletesByPlace: "deferred"),
            HotStatement(
                name: "rescue",
                sql: QueueSQL.rescue(
                    ttl: .seconds(30), every: .zero, gap: .seconds(3600), maxCrashes: 3, limit: Self.batch),
                deletesByPlace: "lease"),
            HotStatement(name: "closable", sql: QueueSQL.closable),
            HotStatement(name: "sweep", sql: QueueSQL.sweepCancelled(jobs.done, limit: Self.batch)),
            HotStatement(name: "mark as swept", sql: QueueSQL.markSwept(jobs.swept)),
            HotStatement(name: "close", sql: QueueSQL.closeIfEmpty(RoundID(job: jobs.done, number: 1))),
            HotStatement(
                name: "seed", sql: QueueSQL.seed(RoundID(job: jobs.seeding, number: 1), samples: 32)),
        ]
    }

    /// What the building of a round's pairs reads.
    func closing(round: Int) -> [HotStatement] {
        let samples = 0...Int64(Self.batch - 1)
        return [
            HotStatement(
                name: "read verified texts",
                sql: VerifiedTexts.statement(in: round, of: jobs.busy, samples: samples), partitions: 3),
            HotStatement(
                name: "read traced texts",
                sql: TracedTexts.statement(round: round, of: jobs.busy, samples: samples), partitions: 3),
        ]
    }

    private func done<Result: Sendable>(_ task: TaskID, _ result: Result) -> CompletedTask<Result> {
        CompletedTask(id: task, token: Self.token, result: result)
    }

    private func failed(_ task: TaskID) -> FailedTask {
        let kind = TaskFailure.Kind.allCases[Int(task.sample) % 4]
        return FailedTask(
            id: task, token: Self.token, failure: TaskFailure(kind: kind, reason: "a \(kind)", delay: nil),
            delay: .seconds(1))
    }

    private func known(_ stage: Stage) -> [(id: TaskID, token: LeaseToken)] {
        tasks(stage, slot: 0).map { ($0, Self.token) }
    }

    private func leased(_ stage: Stage) -> [TaskID] { tasks(stage, slot: 2) }

    private func tasks(_ stage: Stage, slot: Int) -> [TaskID] {
        let step: TaskID.Step =
            switch stage {
            case .generate: .generate
            case .revise: .revise(feedback: 1)
            case .verify: .verifyResponse
            }
        return (0..<Int64(Self.batch)).map {
            TaskID(job: jobs.busy, round: 1, sample: $0, slot: slot, step: step)
        }
    }
}
