import Domain
import Records

/// Where a job's rounds are during one pass of the driver.
struct RoundCourse: Sendable {
    let job: JobRecord
    let specification: JobSpecification
    private let records: [RoundRecord]
    private var machine: RoundMachine
    private var states: [RoundState]
    private var notes: [Int: [String]] = [:]

    /// `yields`: what each closed round made, as far as it was looked up.
    init(
        job: JobRecord, specification: JobSpecification, records: [RoundRecord],
        yields: [Int: RoundYieldCount]
    ) {
        self.job = job
        self.specification = specification
        self.records = records
        states = records.map(\.state)
        machine = RoundMachine(
            specification, job: job.state,
            rounds: records.map {
                RoundProgress(state: $0.state, result: RoundResult($0, yields[$0.number]))
            })
    }

    /// What the machine says is to be done.
    mutating func actions() -> [RoundAction] {
        let isUnplanned = machine.current.map { states[$0 - 1] == .planned } ?? true
        return isUnplanned ? machine.planNext() : machine.work
    }

    /// What follows from something that happened.
    mutating func apply(_ event: RoundEvent) -> [RoundAction] { machine.apply(event) }

    func record(ofRound round: Int) -> RoundRecord { records[round - 1] }

    func state(ofRound round: Int) -> RoundState { states[round - 1] }

    mutating func entered(_ state: RoundState, round: Int) { states[round - 1] = state }

    /// What is to become of each role that can learn before a round: `state`, or why nothing.
    func plans(before round: Int, _ state: TrainingState) -> [TrainingRecords.Plan] {
        let trained = machine.roles(trainedBefore: round)
        return RoundMachine.trained.map { role in
            let pairs = machine.pairs(of: role, before: round)
            return trained.contains(role)
                ? .init(role: role, state: state, pairs: pairs)
                : .init(
                    role: role, state: .skipped, pairs: pairs, reason: machine.tooFew(role, before: round))
        }
    }

    /// Keeps what people should know of a round until it is stored with its next state.
    mutating func note(_ text: String, ofRound round: Int) { notes[round, default: []].append(text) }

    func note(ofRound round: Int) -> String? { notes[round]?.joined(separator: "; ") }
}

extension RoundResult {
    /// Nil for a round that is not closed, or whose yield is not known.
    fileprivate init?(_ record: RoundRecord, _ yield: RoundYieldCount?) {
        guard record.state == .closed, let yield else { return nil }
        self.init(pairs: yield.pairs, feedbackPairs: yield.feedbackPairs, hard: yield.hard)
    }
}
