package import Domain

/// Why a call has no result, as the task must fail for it (QUEUE R17).
package struct ChatFailure: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case retry
        case snooze(Duration)
        case fatal
        case release
    }

    package let kind: Kind
    /// In words a user can act on; 2 KB at most.
    package let reason: String
    /// Who said so; nil where no backend was asked.
    package let backend: BackendID?

    package init(_ kind: Kind, _ reason: String, backend: BackendID? = nil) {
        self.kind = kind
        self.reason = reason
        self.backend = backend
    }
}

extension ChatFailure: CustomStringConvertible {
    package var description: String { backend.map { "backend \($0): \(reason)" } ?? reason }
}
