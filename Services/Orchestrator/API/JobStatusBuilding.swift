import Contracts
import Domain
import Foundation
import Postgres
import Records

/// Puts together what `GET /v1/jobs/{job}` shows.
struct JobStatusBuilding: Sendable {
    private let counts: JobCounts
    private let rounds: RoundRecords

    init(_ database: PostgresPool) {
        counts = JobCounts(database)
        rounds = RoundRecords(database)
    }

    /// `withTokens` sums the tokens of all calls, which reads every result.
    func status(of job: JobRecord, withTokens: Bool) async throws -> JobStatus {
        let specification = try job.readSpecification()
        let records = try await rounds.list(of: job.number)
        let stages = try await counts.stages(of: job.number)
        let yields = try await roundYields(of: job.number, records)
        var status = JobStatus(
            id: job.id, name: job.name, preset: specification.preset, state: job.state,
            seed: specification.seed, createdAt: Timestamp(job.createdAt),
            startedAt: job.startedAt.map { Timestamp($0) }, finishedAt: job.finishedAt.map { Timestamp($0) },
            samples: job.samples, rounds: [], stages: StageTable(stages),
            specification: specification.json, specificationSHA256: job.specificationDigest)
        status.rounds = records.compactMap { record in
            specification.plan(ofRound: record.number).map { plan in
                RoundStatus(
                    record, plan, StageTable(stages.filter { $0.round == record.number }),
                    yields[record.number] ?? RoundYield())
            }
        }
        status.pairs = yields.values.reduce(0) { $0 + $1.pairs }
        status.feedbackPairs = yields.values.reduce(0) { $0 + $1.feedbackPairs }
        status.hard = records.last { $0.state == .closed }.flatMap { yields[$0.number]?.hard } ?? 0
        status.warnings = records.compactMap(\.note).filter { !$0.isEmpty }
        if job.samples == 0 && job.state != .created {
            status.warnings.append("the job was started with no samples, so it makes no pairs")
        }
        status.blocked = try await blocked(job, stages)
        status.tokens = withTokens ? try await counts.tokens(of: job.number) : nil
        return status
    }

    private func roundYields(of job: Int32, _ records: [RoundRecord]) async throws -> [Int: RoundYield] {
        var yields: [Int: RoundYield] = [:]
        for record in records where record.state != .planned {
            yields[record.number] = RoundYield(samples: try await rounds.samples(in: record.number, of: job))
        }
        for count in try await counts.pairs(of: job) {
            yields[count.round, default: RoundYield()].add(count)
        }
        for (round, outcome, samples) in try await counts.outcomes(of: job) {
            yields[round, default: RoundYield()].add(outcome, Int64(samples))
        }
        return yields
    }

    /// Tasks wait and none is worked on: says why, and what a person can do (DECISIONS 18).
    private func blocked(_ job: JobRecord, _ stages: [StageCount]) async throws -> Blocked? {
        guard job.state == .running, !stages.contains(where: { $0.leased > 0 }) else { return nil }
        if let reason = try await counts.deferredReasons(of: job.number).first {
            return Blocked(
                stage: reason.stage.description, reason: reason.reason,
                remedy:
                    "look at GET /v1/backends; register a backend for the role \(Role(of: reason.stage).rawValue)"
                    + " or mend the one it names; the tasks go on by themselves")
        }
        return nil
    }
}

extension StageTable {
    init(_ counts: [StageCount]) {
        self.init()
        for count in counts {
            self[count.stage].ready += Int64(count.ready)
            self[count.stage].leased += Int64(count.leased)
            self[count.stage].deferred += Int64(count.deferred)
            self[count.stage].dead += Int64(count.dead)
            self[count.stage].done += Int64(count.done)
        }
    }
}

extension RoundStatus {
    init(_ record: RoundRecord, _ plan: RoundPlan, _ stages: StageTable, _ yield: RoundYield) {
        let isOver = record.state.isFinal
        self.init(
            round: record.number, state: record.state, from: plan.from, train: plan.train,
            reference: plan.reference, stages: stages, yield: yield, provisional: !isOver,
            reason: isOver ? nil : record.note)
    }
}

extension RoundYield {
    mutating func add(_ count: PairCount) {
        if count.excluded != nil {
            excluded += Int64(count.pairs)
        } else if count.kind == "feedback" {
            feedbackPairs += Int64(count.pairs)
        } else {
            pairs += Int64(count.pairs)
        }
    }

    mutating func add(_ outcome: SampleOutcome, _ samples: Int64) {
        switch outcome {
        case .hard: hard += samples
        case .allPassed: allPassed += samples
        case .incomplete: incomplete += samples
        case .running: running += samples
        case .mixed: withPairs += samples
        }
    }
}
