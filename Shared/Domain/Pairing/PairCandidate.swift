/// A response or revision with its verdict, as pairing sees it.
package struct PairCandidate: Sendable, Hashable {
    /// Its generate or revise task.
    package let task: TaskID
    package let source: ResponseSource
    package let text: String
    package let finishReason: FinishReason
    /// v of its verdict.
    package let passes: Bool

    package init(
        task: TaskID, source: ResponseSource, text: String, finishReason: FinishReason, passes: Bool
    ) {
        self.task = task
        self.source = source
        self.text = text
        self.finishReason = finishReason
        self.passes = passes
    }
}
