package import TaskQueue

/// What one stage does with one task: it computes and never writes (STYLE §6).
package protocol TaskHandler: Sendable {
    associatedtype Result: Sendable

    /// Ends a task with a result or one of the four failures; a throw counts as retry.
    ///
    /// A `ChatFailure` that is thrown says itself how the task fails. Before each
    /// call of a backend the handler asks `work.checkLease()`.
    func handle(_ work: StageWork) async throws -> TaskOutcome<Result>
}
