package import Domain

/// A response or revision with everything that is known of how it came to be.
package struct TracedText: Sendable {
    /// The generate or revise task that made it.
    package let task: TaskID
    package let text: String
    package let finishReason: FinishReason
    /// What was done to the image first; nil for a normal response and for a revision.
    package let perturbation: Perturbation?
    /// Whether the response, or the feedback behind the revision, saw the reference.
    package let sawReference: Bool
    package let detail: CallDetail
    /// What the revision was made from; nil for a response.
    package let feedback: Feedback?
    /// Nil until its verify task is done.
    package let verdict: TracedVerdict?
}
