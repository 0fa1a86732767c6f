package import Digests

/// A feedback with what became of it, as pairing sees it.
package struct FeedbackCandidate: Sendable, Hashable {
    /// Its revise task; the response is the same slot's.
    package let task: TaskID
    package let text: String
    package let finishReason: FinishReason
    package let promptHash: SHA256Digest
    package let sawReference: Bool
    /// v of the revision that followed it.
    package let revisionPasses: Bool

    package init(
        task: TaskID, text: String, finishReason: FinishReason, promptHash: SHA256Digest, sawReference: Bool,
        revisionPasses: Bool
    ) {
        self.task = task
        self.text = text
        self.finishReason = finishReason
        self.promptHash = promptHash
        self.sawReference = sawReference
        self.revisionPasses = revisionPasses
    }
}
