/// Why a task is given back, and when it may be tried again.
package struct TaskFailure: Sendable, Hashable, Error {
    /// The ways to fail; the raw values are those of `pairmill.fail_kind` (QUEUE R17).
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case retry
        case snooze
        case fatal
        case release
    }

    package let kind: Kind
    package let reason: String
    /// How long to wait; nil leaves it to the backoff of the attempt.
    package let delay: Duration?

    package init(kind: Kind, reason: String, delay: Duration?) {
        self.kind = kind
        self.reason = reason
        self.delay = delay
    }
}
