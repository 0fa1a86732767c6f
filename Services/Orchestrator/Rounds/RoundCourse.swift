import Domain
import Records

/// Where a job's rounds are during one pass of the driver.
struct RoundCourse: Sendable {
    let job: JobRecord
    let specification: JobSpecification
    private let records: [RoundRecord]
    private var states: [RoundState]
    private var notes: [Int: [String]] = [:]

    init(job: JobRecord, specification: JobSpecification, records: [RoundRecord]) {
        self.job = job
        self.specification = specification
        self.records = records
        states = records.map(\.state)
    }

    /// Whether the next round is to be planned, which looks at what the closed ones made.
    var needsYields: Bool { job.state == .running && states.first { !$0.isFinal } == .planned }

    /// What the machine says is to be done.
    func actions(yields: [Int: RoundYieldCount]) -> [RoundAction] {
        var machine = RoundMachine(
            trained, job: job.state,
            rounds: records.map { RoundProgress(state: $0.state, result: result(of: $0, yields)) })
        let isUnplanned = machine.current.map { states[$0 - 1] == .planned } ?? true
        return isUnplanned ? machine.planNext() : machine.work
    }

    func record(ofRound round: Int) -> RoundRecord { records[round - 1] }

    func state(ofRound round: Int) -> RoundState { states[round - 1] }

    mutating func entered(_ state: RoundState, round: Int) { states[round - 1] = state }

    /// Keeps what people should know of a round until it is stored with its next state.
    mutating func note(_ text: String, ofRound round: Int) {
        let asked = specification.training.mode == .trainer
        notes[round, default: []].append(
            asked ? text.replacing("training.mode skip", with: "no trainer is connected") : text)
    }

    func note(ofRound round: Int) -> String? { notes[round]?.joined(separator: "; ") }

    /// No trainer is connected yet, so what asks for one runs without and says so.
    private var trained: JobSpecification {
        var specification = specification
        if specification.training.mode == .trainer { specification.training.mode = .skip }
        return specification
    }

    private func result(of record: RoundRecord, _ yields: [Int: RoundYieldCount]) -> RoundResult? {
        guard record.state == .closed, let yield = yields[record.number] else { return nil }
        return RoundResult(pairs: yield.pairs, feedbackPairs: yield.feedbackPairs, hard: yield.hard)
    }
}
