import Domain

/// A job that moved on, as its events tell of it.
struct JobNews: Sendable, Encodable {
    var state: JobState
}
