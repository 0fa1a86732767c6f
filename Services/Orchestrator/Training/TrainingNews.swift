import Domain
import Records

/// A training as the job's events tell of it.
struct TrainingNews: Sendable, Encodable {
    var round: Int
    var role: Role
    var attempt: Int
    var state: TrainingState
    var pairs: Int64
    var progress: TrainingProgress?
    var adapter: String?
    var reason: String?

    init(_ training: TrainingRecord, _ step: TrainingHolds.Step) {
        round = training.round
        role = training.role
        attempt = training.attempt
        state = training.state
        pairs = training.pairs
        switch step {
        case .sent(_, _, let sent): pairs = sent
        case .begun: state = .running
        case .told(let progress, let reason, _):
            self.progress = progress
            self.reason = reason
        case .again(let reason):
            attempt += 1
            state = .waiting
            self.reason = reason
        case .succeeded(let adapter, let progress):
            state = .succeeded
            self.adapter = adapter
            self.progress = progress
        case .failed(let reason):
            state = .failed
            self.reason = reason
        case .cancelled: state = .cancelled
        }
    }
}
