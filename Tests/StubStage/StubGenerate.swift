import Domain
import Records
import StageWorker
import FaultSupport
import TaskQueue

/// Draws a response out of its task's number.
struct StubGenerate: TaskHandler {
    let moment: StubMoment

    func handle(_ work: StageWork) async throws -> TaskOutcome<GenerateResult> {
        try await moment.pass(work)
        let response = Response(
            task: work.task, text: StubResults.text(of: work.task), finishReason: .stop,
            detail: StubResults.detail(.generator, attempt: work.attempt))
        let revision = work.specification.revision(inRound: work.round)
        return .completed(
            GenerateResult(
                response: response, feedbacks: revision.which == .all ? revision.feedbacks : 0))
    }
}
