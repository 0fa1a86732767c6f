package import Contracts

/// What came back from a backend, and so what happens next (BACKENDS §3).
package struct ReplyMeaning: Sendable, Equatable {
    package let task: Consequence
    package let breaker: BreakerEffect
    package let limit: LimitEffect
    package let next: NextStep

    /// What becomes of the task if nothing else is tried (QUEUE R17).
    package enum Consequence: Sendable, Equatable {
        case complete(ChatReply)
        case fail(ChatFailure.Kind, String)
    }

    /// What the client does before it gives the task back.
    package enum NextStep: Sendable, Equatable {
        case none
        /// Nothing of a reply came: once more, at another backend if there is one.
        case again
        /// It refused and generated nothing: another backend may take the request at once.
        case elsewhere
        /// The backend leaves the pool until its key works; another one may serve.
        case leavePool
        /// The model is not there: ask again what is, and try another backend.
        case rediscover
        /// A cure, at the same backend in the same attempt.
        case sendImage
        case relaxFormat
    }

    init(
        _ task: Consequence, breaker: BreakerEffect = .neutral, limit: LimitEffect = .unchanged,
        next: NextStep = .none
    ) {
        self.task = task
        self.breaker = breaker
        self.limit = limit
        self.next = next
    }
}

extension ReplyMeaning.Consequence {
    /// The consequence in one word, for metrics.
    var name: String {
        switch self {
        case .complete: "complete"
        case .fail(.retry, _): "retry"
        case .fail(.snooze, _): "snooze"
        case .fail(.fatal, _): "fatal"
        case .fail(.release, _): "release"
        }
    }
}
