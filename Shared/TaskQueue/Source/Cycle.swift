import Domain

/// What goes to the database in one round trip: independent commits.
///
/// [complete] [fail] [beat + claim] [hint]: a bad completion can't undo a claim, and a
/// completion is not delayed by one (QUEUE R41).
struct Cycle<Result: Sendable>: Sendable {
    /// Which tasks to ask for.
    struct Claim: Sendable {
        let token: LeaseToken
        let quotas: [DeficitRoundRobin.Quota]
        let marks: [Int64]
        /// From the start of the queues, to find what the marks missed (QUEUE R9).
        let isRescan: Bool

        var wanted: Int { quotas.reduce(0) { $0 + $1.count } }
    }

    /// A task as the claim returned it.
    struct Row: Sendable, Hashable {
        let task: TaskID
        let attempt: Int
        let crashes: Int
        let qid: Int64
    }

    var completed: [CompletedTask<Result>] = []
    var failed: [FailedTask] = []
    /// What to announce, if a beat is due.
    var beat: Beat?
    var claim: Claim?
    /// Stages to tell of tasks that an earlier cycle made.
    var hints: [Stage] = []

    var isEmpty: Bool {
        completed.isEmpty && failed.isEmpty && beat == nil && claim == nil && hints.isEmpty
    }
}
