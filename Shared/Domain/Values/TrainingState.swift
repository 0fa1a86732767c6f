/// Where the training of one role before a round is (QUEUE R36).
package enum TrainingState: String, Sendable, Hashable, CaseIterable, Codable {
    /// To be sent to the trainer.
    case waiting
    /// The trainer has it.
    case running
    /// A person brings the adapter.
    case awaiting
    case succeeded
    case failed
    case cancelled
    /// A person decided that the role stays as it is.
    case skipped

    /// Whether the trainer still has something to do for it.
    package var isOpen: Bool { self == .waiting || self == .running }
}
