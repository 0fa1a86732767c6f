import Contracts
import Domain
import Foundation
import Postgres
import Records

/// Puts together what `GET /v1/jobs/{job}` shows.
///
/// The yield of an open round stays empty: telling complete chains apart reads
/// every verdict, seconds where a status may be asked twice a second. `/pairs`
/// shows provisional pairs instead, page by page (DECISIONS 14).
struct JobStatusBuilding: Sendable {
    private let counts: JobCounts
    private let rounds: RoundRecords
    private let workers: WorkerRecords
    private let backends: BackendRecords
    private let trainings: TrainingReading

    /// `ttl` is how long a silent worker counts as alive.
    init(_ database: PostgresPool, ttl: Duration) {
        counts = JobCounts(database)
        rounds = RoundRecords(database)
        workers = WorkerRecords(database, ttl: ttl)
        backends = BackendRecords(database)
        trainings = TrainingReading(database)
    }

    /// `withTokens` sums the tokens of all calls, which reads every result.
    func status(of job: JobRecord, withTokens: Bool) async throws -> JobStatus {
        let specification = try job.readSpecification()
        let records = try await rounds.list(of: job.number)
        let stages = try await counts.stages(of: job.number)
        let yields = try await roundYields(of: job.number, records)
        let trained = try await trainings.read(of: job.number)
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
                    yields[record.number] ?? RoundYield(), trained)
            }
        }
        status.pairs = yields.values.reduce(0) { $0 + $1.pairs }
        status.feedbackPairs = yields.values.reduce(0) { $0 + $1.feedbackPairs }
        status.hard = records.last { $0.state == .closed }.flatMap { yields[$0.number]?.hard } ?? 0
        status.warnings = records.compactMap(\.note).filter { !$0.isEmpty }
        if job.samples == 0 && job.state != .created {
            status.warnings.append("the job was started with no samples, so it makes no pairs")
        }
        if job.state == .running {
            let pace = try await counts.pace(of: job.number)
            status.blocked =
                try await stall(of: job, status.stages, pace).blocked ?? status.blockedByTraining
            status.foresee(by: Forecast(pace: pace), specification, stages)
        }
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

    private func stall(
        of job: JobRecord, _ stages: StageTable, _ pace: [Stage: StagePace]
    ) async throws -> Stall {
        Stall(
            stages: stages, pace: pace, workers: try await workers.countByStage(),
            backends: try await backends.list(), reasons: try await counts.deferredReasons(of: job.number),
            isFresh: job.startedAt.map { $0.timeIntervalSinceNow > -15 } ?? false)
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
    init(
        _ record: RoundRecord, _ plan: RoundPlan, _ stages: StageTable, _ yield: RoundYield,
        _ trained: TrainingReading.Trained
    ) {
        let isOver = record.state.isFinal
        self.init(
            round: record.number, state: record.state, from: plan.from, train: plan.train,
            reference: plan.reference, stages: stages, yield: yield, provisional: !isOver,
            reason: isOver ? nil : record.note,
            adapters: record.state == .planned ? [:] : trained.serving(in: record.number),
            training: trained.trainings(before: record.number))
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
