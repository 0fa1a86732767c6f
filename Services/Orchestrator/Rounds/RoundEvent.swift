/// Something that happened to a job or one of its rounds, counted from 1.
enum RoundEvent: Sendable, Hashable {
    case start
    case pause
    case resume
    case cancel
    /// The last chunk of the round's tasks is in.
    case seeded(round: Int)
    /// The close was probed under the round's lock, and nothing lives in it (QUEUE.md R31).
    case emptied(round: Int)
    /// Pairs, feedback pairs and the hard set of a closing round are written.
    case built(round: Int, RoundResult)
    /// The trainer finished; its adapters are to be loaded and proven.
    case trained(round: Int)
    case trainingFailed(round: Int, reason: String)
    /// Every adapter the round waits for passed its gate, or its role was skipped by a person.
    case proven(round: Int)
    /// An adapter changes nothing, or breaks the model (BACKENDS.md §7).
    case inert(round: Int, reason: String)
}
