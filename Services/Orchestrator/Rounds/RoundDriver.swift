import Contracts
import Domain
import Logging
import Postgres
import Records
import TaskQueue

/// Performs what `RoundMachine` decides, for every job there is.
///
/// Keeps nothing: each pass reads where a job is and compares before it changes,
/// so any number of Orchestrators drive side by side. Seeding, closing, rescue
/// and the like are the queue's own `Upkeep`, which runs beside it.
struct RoundDriver: Sendable {
    let database: PostgresPool
    let logger: Logger
    private let jobs: JobRecords
    let rounds: RoundRecords
    private let building: PairBuilding

    init(_ database: PostgresPool, logger: Logger) {
        self.database = database
        self.logger = logger
        jobs = JobRecords(database)
        rounds = RoundRecords(database)
        building = PairBuilding(database, logger: logger)
    }

    /// Drives until it is cancelled.
    func drive() async {
        while !Task.isCancelled {
            let rest: Duration = await pass() ? .milliseconds(20) : .milliseconds(500)
            // Cancelled sleep ends the loop, as it should.
            try? await Task.sleep(for: rest)
        }
    }

    /// Looks at every job once; true if something moved, so that looking again pays.
    func pass() async -> Bool {
        do {
            var moved = false
            for job in try await jobs.driven() where !Task.isCancelled {
                if await attempt(job) { moved = true }
            }
            return moved
        } catch {
            if !Task.isCancelled { logger.warning("jobs can't be read", metadata: ["error": "\(error)"]) }
            return false
        }
    }

    /// One job's trouble is not every job's.
    private func attempt(_ job: JobRecord) async -> Bool {
        do {
            return try await drive(job)
        } catch {
            guard !Task.isCancelled else { return false }
            logger.warning("a job can't go on", metadata: ["job": "\(job.id)", "error": "\(error)"])
            return false
        }
    }

    /// Does what is next for a job; true if something moved.
    func drive(_ job: JobRecord) async throws -> Bool {
        let specification = try JobSpecification(
            reading: JSONValue(parsing: job.specification), seed: Seed(rawValue: 0))
        let records = try await planned(specification, for: job.number)
        var course = RoundCourse(job: job, specification: specification, records: records)
        let yields = course.needsYields ? try await rounds.yields(of: job.number) : [:]
        var moved = false
        for action in course.actions(yields: yields) {
            guard let changed = try await perform(action, &course) else { return moved }
            moved = moved || changed
        }
        return moved
    }

    private func planned(_ specification: JobSpecification, for job: Int32) async throws -> [RoundRecord] {
        let records = try await rounds.list(of: job)
        guard records.count < specification.rounds.count else { return records }
        try await rounds.plan(specification, for: job)
        return try await rounds.list(of: job)
    }

    /// Nil if somebody else moved the job or the round meanwhile: the rest no longer holds.
    private func perform(_ action: RoundAction, _ course: inout RoundCourse) async throws -> Bool? {
        let job = course.job.number
        switch action {
        case .enterJob(let state):
            return try await jobs.move(job, from: [.running], to: state).map { _ in true }
        case .warn(let round, let text):
            course.note(text, ofRound: round)
            return false
        case .enter(let round, let state, let reason):
            return try await enter(round, state, reason, &course) ? true : nil
        case .seed(let round):
            return try await openIfEmpty(round, of: job)
        case .build(let round):
            let outcome = try await building.build(
                course.record(ofRound: round), of: job, by: course.specification)
            if outcome == .closed { await auditBooks(ofRound: round, course.job) }
            return outcome != .overtaken
        case .probeClose, .train, .awaitAdapters, .cancelTraining, .sweep:
            return false
        }
    }
}
