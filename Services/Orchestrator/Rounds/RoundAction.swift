import Domain

/// What the driver does next. Doing any of it twice does no harm.
enum RoundAction: Sendable, Hashable {
    /// Store the job's state.
    case enterJob(JobState)
    /// Store the round's state, and why it waits where it does.
    case enter(round: Int, RoundState, reason: String? = nil)
    /// Go on making the round's tasks, from its cursor.
    case seed(round: Int)
    /// Watch for the round to become empty (QUEUE.md R32).
    case probeClose(round: Int)
    /// Go on building pairs and the hard set, from the round's cursor.
    case build(round: Int)
    /// Start the trainings of these roles, or find those that run (QUEUE.md R36).
    case train(round: Int, roles: [Role])
    /// Load and prove the adapters the round waits for, as they come.
    case awaitAdapters(round: Int)
    /// Move every live task of a cancelled round to the dead (QUEUE.md R35).
    case sweep(round: Int)
    /// Tell the user in status and report.
    case warn(round: Int, String)
}
