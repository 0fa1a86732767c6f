import Domain
import Records
import StageWorker
import FaultSupport
import TaskQueue

/// Draws a feedback and a revision out of their task's number.
struct StubRevise: TaskHandler {
    let moment: StubMoment

    func handle(_ work: StageWork) async throws -> TaskOutcome<Revision> {
        guard work.input.text != nil else { return .fatal("the response to revise is gone") }
        try await moment.pass(work)
        let detail = StubResults.detail(.reviser, attempt: work.attempt)
        let text = StubResults.text(of: work.task)
        return .completed(
            Revision(
                task: work.task,
                feedback: Feedback(text: "Mind this: \(text)", finishReason: .stop, detail: detail),
                text: text, finishReason: .stop, detail: detail))
    }
}
