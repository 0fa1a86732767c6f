package import Domain

/// A response or revision with its verdict: what pairs are made of.
package struct VerifiedText: Sendable {
    /// The generate or revise task that made it.
    package let task: TaskID
    package let text: String
    package let finishReason: FinishReason
    package let passes: Bool
    /// The feedback behind a revision; nil for a response.
    package let feedback: String?
    /// Why the feedback ended; nil for a response.
    package let feedbackFinish: FinishReason?
    /// Whether the feedback, or the response itself, saw the reference.
    package let sawReference: Bool
    /// SHA-256 of the prompt the feedback, or the response, was drawn with, in hexadecimal.
    package let promptHash: String
}
