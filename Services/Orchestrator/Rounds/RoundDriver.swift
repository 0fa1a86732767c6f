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
    /// Whether somebody trains what rounds ask for.
    private let hasTrainer: Bool
    private let jobs: JobRecords
    let rounds: RoundRecords
    let trainings: TrainingRecords
    let events: JobEvents
    private let building: PairBuilding

    init(_ database: PostgresPool, hasTrainer: Bool, logger: Logger) {
        self.hasTrainer = hasTrainer
        self.database = database
        self.logger = logger
        jobs = JobRecords(database)
        rounds = RoundRecords(database)
        trainings = TrainingRecords(database)
        events = JobEvents(database)
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
        var course = RoundCourse(
            job: job, specification: specification, records: records,
            yields: try await yields(of: job, records))
        return try await perform(course.actions(), &course)
    }

    /// What the closed rounds made, which decides what the next one trains.
    private func yields(of job: JobRecord, _ records: [RoundRecord]) async throws -> [Int: RoundYieldCount] {
        guard let current = records.first(where: { !$0.state.isFinal }) else { return [:] }
        guard current.state == .planned, job.state == .running else { return [:] }
        return try await rounds.yields(of: job.number)
    }

    /// Performs actions in their order; true if something moved.
    private func perform(_ actions: [RoundAction], _ course: inout RoundCourse) async throws -> Bool {
        var moved = false
        for action in actions {
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
            guard try await jobs.move(job, from: [.running], to: state) != nil else { return nil }
            try await events.add("job", JobNews(state: state), to: job)
            return true
        case .warn(let round, let text):
            course.note(text, ofRound: round)
            return false
        case .enter(let round, let state, let reason):
            // Whoever sees the round train sees what it trains.
            if state == .training { try await plan(round, course) }
            return try await enter(round, state, reason, &course) ? true : nil
        case .seed(let round):
            return try await openIfEmpty(round, of: job)
        case .build(let round):
            let outcome = try await building.build(
                course.record(ofRound: round), of: job, by: course.specification)
            if outcome == .closed {
                await auditBooks(ofRound: round, course.job)
                try await events.add("round", RoundNews(round: round, state: .closed), to: job)
            }
            return outcome != .overtaken
        case .train(let round, _), .awaitAdapters(let round):
            return try await follow(round, &course)
        case .probeClose, .sweep:
            return false
        }
    }

    /// Plans what is trained before a round; again changes nothing.
    private func plan(_ round: Int, _ course: RoundCourse) async throws {
        let state: TrainingState = course.specification.training.mode == .manual ? .awaiting : .waiting
        try await trainings.plan(course.plans(before: round, state), round: round, of: course.job.number)
    }

    /// Moves a round on by what came of its trainings.
    private func follow(_ round: Int, _ course: inout RoundCourse) async throws -> Bool {
        let parts = try await parts(ofRound: round, of: course.job.number)
        let happened = TrainingCourse.event(ofRound: round, in: course.state(ofRound: round), parts)
        guard let event = happened ?? withoutTrainer(round, course) else { return false }
        return try await perform(course.apply(event), &course)
    }

    /// A round must not wait for a trainer that was taken away: a person can go on by hand.
    private func withoutTrainer(_ round: Int, _ course: RoundCourse) -> RoundEvent? {
        guard course.state(ofRound: round) == .training, course.specification.training.mode == .trainer,
            !hasTrainer
        else { return nil }
        return .trainingFailed(
            round: round, reason: "no trainer is connected; PAIRMILL_TRAINER_URL names one")
    }
}
