/// What refinement made of a response with one feedback: r_rev of the method.
package struct Revision: Sendable, Hashable {
    /// Its revise task; the response is the same slot's generate task.
    package let task: TaskID
    package let feedback: Feedback
    package let text: String
    package let finishReason: FinishReason
    package let detail: CallDetail

    package init(
        task: TaskID, feedback: Feedback, text: String, finishReason: FinishReason, detail: CallDetail
    ) {
        self.task = task
        self.feedback = feedback
        self.text = text
        self.finishReason = finishReason
        self.detail = detail
    }
}
