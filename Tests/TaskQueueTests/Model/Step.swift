@testable import TaskQueue

/// One thing that a process does to the tables, at once for all who look.
///
/// Statements that share a transaction with another are steps of their own, so that
/// others come between them; a commit is where their effect shows.
enum Step: Hashable {
    /// Whose token a worker sends: the latest claim's of the task, or an older one.
    enum Sender { case latest, older }

    case claim(Int)
    /// A claim whose answer is lost: nobody knows its token.
    case claimUnheard(Int)
    /// Stores a result; the same again is a re-sending after an unknown commit. `passes`
    /// is the verdict of a verify task.
    case complete(Int, Sender, passes: Bool)
    case fail(Int, Sender, TaskFailure.Kind)

    case promote(Int)
    case rescue(Int)
    case reconcile(Int)

    /// Takes the round's lock to make a chunk of tasks; the commit moves rows and cursor.
    case seed, commitSeed
    case redrive, commitRedrive
    /// Takes the lock, looks in a second statement, and closes.
    case close, lookForWork, commitClose
    case cancel
    case sweep(Int)
    case markSwept
    /// Whoever holds the round's lock dies: nothing of its transaction remains.
    case crash
}
