/// What became of a result that was sent (QUEUE R15).
package enum CompletionAnswer: String, Sendable, Hashable, CaseIterable {
    /// Stored by this sending.
    case ok
    /// Stored by an earlier sending of the same lease, whose answer was lost.
    case already
    /// The lease is gone; somebody else has the task or had it. Drop the work.
    case stale
}
