/// What a closed round leaves for the next one.
struct RoundResult: Sendable, Hashable {
    /// Preference pairs that are not excluded.
    var pairs: Int64
    /// Feedback pairs that may train the reviser: not excluded, and drawn without a reference.
    var feedbackPairs: Int64
    /// Samples that are still hard.
    var hard: Int64
}
