import Domain

/// A round that moved on, as the job's events tell of it.
struct RoundNews: Sendable, Encodable {
    var round: Int
    var state: RoundState
    var note: String?
}
