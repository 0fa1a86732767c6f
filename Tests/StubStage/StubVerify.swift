import Domain
import Records
import StageWorker
import FaultSupport
import TaskQueue

/// Judges a text by its task's number; it must have got the text of that task.
struct StubVerify: TaskHandler {
    let moment: StubMoment

    func handle(_ work: StageWork) async throws -> TaskOutcome<VerifyResult> {
        guard work.input.text == StubResults.text(of: work.task.subject) else {
            return .fatal("the text to verify is not that of its task")
        }
        try await moment.pass(work)
        guard let verdict = Verdict(votes: [StubResults.vote(on: work.task.subject)]) else {
            return .fatal("no vote")
        }
        let revision = work.specification.revision(inRound: work.round)
        let isRevised =
            revision.which == .failed && !verdict.passes && work.task.step == .verifyResponse
        return .completed(
            VerifyResult(
                verdict: verdict, detail: StubResults.detail(.verifier, attempt: work.attempt),
                feedbacks: isRevised ? revision.feedbacks : 0))
    }
}
