package import Domain
package import Postgres

/// How one stage's results are stored: two statements, written by Records.
///
/// The effect of a task is recorded once because completing is one statement
/// that feeds everything from the leases it deleted (QUEUE R14–R16):
///
/// 1. delete the leases that match task *and* token,
/// 2. insert the results, `on conflict do nothing`,
/// 3. insert successors into `pairmill.ready` for results really stored,
/// 4. insert one row into `pairmill.prog`.
package protocol Completion: Sendable {
    associatedtype Result: Sendable

    /// Stores results; returns `task_id` of those that took effect.
    ///
    /// The tasks come sorted by id and must be written in that order. Text must be
    /// free of NUL; any other value PostgreSQL refuses ends as that task's failure.
    func store(_ tasks: [CompletedTask<Result>], by worker: WorkerID) -> SQL

    /// The stages a stored result makes tasks for; they may be told of them (QUEUE R44).
    func successors(of result: Result) -> Set<Stage>

    /// Looks up what `store` did not return: a row of (`task_id`, `already`) for
    /// each result that exists, `already` if it carries the given token.
    ///
    /// It is a second statement because its younger snapshot sees what the first
    /// one waited for.
    func classify(_ tasks: [(id: TaskID, token: LeaseToken)]) -> SQL
}
