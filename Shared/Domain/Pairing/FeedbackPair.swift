/// Two feedbacks on one response: the chosen one's revision passed, the other's failed.
///
/// Both were drawn by the same prompt. Those that saw a reference are marked and
/// by default train nobody: their prompt does not exist later (PIPELINE.md §3).
package struct FeedbackPair: Sendable, Hashable {
    package let chosen: FeedbackCandidate
    package let rejected: FeedbackCandidate
    /// The first filter that struck; nil for a pair that is exported.
    package let excluded: PairExclusion?

    package var response: TaskID { chosen.task.at(.generate) }
    package var sawReference: Bool { chosen.sawReference }
}
