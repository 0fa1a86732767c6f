import Domain

/// Decides the life of a job's rounds without touching anything (DECISIONS 9).
///
///     planned → training → (awaiting_adapters | inert) → seeding → open → closing → closed
///
/// One round runs at a time; the next is planned from what the last one left.
/// Events that do not fit the state are late or repeated and change nothing, so
/// the driver may report what it sees as often as it likes. After a restart
/// `work` says what was going on.
struct RoundMachine: Sendable, Equatable {
    private(set) var job: JobState
    private(set) var rounds: [RoundProgress]
    let plans: [RoundPlan]
    let training: TrainingPlan

    /// A job that takes samples.
    init(_ specification: JobSpecification) {
        self.init(
            specification, job: .created, rounds: specification.rounds.map { _ in RoundProgress() })
    }

    /// Goes on where the database says the job is.
    init(_ specification: JobSpecification, job: JobState, rounds: [RoundProgress]) {
        plans = specification.rounds
        training = specification.training
        self.job = job
        self.rounds = rounds
    }

    /// The round that is being worked on, from 1; nil once all are over.
    var current: Int? { rounds.firstIndex { !$0.state.isFinal }.map { $0 + 1 } }

    /// What is to be done in the current state, also after a restart.
    var work: [RoundAction] {
        switch job {
        case .created, .done: []
        case .cancelled: rounds.indices.filter { rounds[$0].result == nil }.map { .sweep(round: $0 + 1) }
        case .running: current.map { work(ofRound: $0) } ?? []
        case .paused: current.map { work(ofRound: $0).filter(\.goesOnWhilePaused) } ?? []
        }
    }

    /// Takes an event and says what follows from it.
    mutating func apply(_ event: RoundEvent) -> [RoundAction] {
        switch event {
        case .start: start()
        case .pause: job == .running ? [enterJob(.paused)] : []
        case .resume: resume()
        case .cancel: cancel()
        case .seeded(let round): move(round, from: [.seeding], to: .open)
        case .emptied(let round): move(round, from: [.open], to: .closing)
        case .built(let round, let result): close(round, result)
        case .trained(let round): move(round, from: [.training], to: .awaitingAdapters)
        case .trainingFailed(let round, let reason): failTraining(round, reason)
        case .proven(let round): move(round, from: [.training, .awaitingAdapters, .inert], to: .seeding)
        case .inert(let round, let reason):
            move(round, from: [.training, .awaitingAdapters], to: .inert, reason: reason)
        }
    }
}

extension RoundMachine {
    func work(ofRound round: Int) -> [RoundAction] {
        switch rounds[round - 1].state {
        case .planned, .closed, .cancelled: []
        case .training where training.mode == .trainer:
            [.train(round: round, roles: roles(trainedBefore: round))]
        case .training, .awaitingAdapters, .inert: [.awaitAdapters(round: round)]
        case .seeding: [.seed(round: round)]
        case .open: [.probeClose(round: round)]
        case .closing: [.build(round: round)]
        }
    }

    func isIn(_ round: Int, _ states: [RoundState]) -> Bool {
        (job == .running || job == .paused) && rounds.indices.contains(round - 1)
            && states.contains(rounds[round - 1].state)
    }

    mutating func move(
        _ round: Int, from states: [RoundState], to state: RoundState, reason: String? = nil
    ) -> [RoundAction] {
        isIn(round, states) ? enterWithWork(round, state, reason: reason) : []
    }

    mutating func enterWithWork(
        _ round: Int, _ state: RoundState, reason: String? = nil
    ) -> [RoundAction] {
        [enter(round, state, reason: reason)] + work
    }

    mutating func enter(_ round: Int, _ state: RoundState, reason: String? = nil) -> RoundAction {
        rounds[round - 1].state = state
        return .enter(round: round, state, reason: reason)
    }

    mutating func keep(_ result: RoundResult, ofRound round: Int) { rounds[round - 1].result = result }

    mutating func enterJob(_ state: JobState) -> RoundAction {
        job = state
        return .enterJob(state)
    }
}
