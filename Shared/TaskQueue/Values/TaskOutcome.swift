/// How a handler ended with a task: a result, or one of four failures (QUEUE R17).
///
/// A handler computes and returns this; it never writes. What it throws counts
/// as `retry`.
package enum TaskOutcome<Result: Sendable>: Sendable {
    /// The result to store, together with the end of the task.
    case completed(Result)
    case failed(TaskFailure)
}

extension TaskOutcome {
    /// May pass another time: an unreadable reply, a timeout. Costs an attempt.
    package static func retry(_ reason: String) -> Self {
        .failed(TaskFailure(kind: .retry, reason: reason, delay: nil))
    }

    /// The backend is busy or down; come back in `delay`. Costs nothing.
    package static func snooze(_ reason: String, for delay: Duration) -> Self {
        .failed(TaskFailure(kind: .snooze, reason: reason, delay: delay))
    }

    /// Can never succeed, such as an unreadable image.
    package static func fatal(_ reason: String) -> Self {
        .failed(TaskFailure(kind: .fatal, reason: reason, delay: nil))
    }

    /// Not started after all; another worker may have it at once. Costs nothing.
    package static var release: Self {
        .failed(TaskFailure(kind: .release, reason: "released", delay: nil))
    }
}
