import Backends
import Domain
import Records
import StageWorker
import TaskQueue

/// The Reviser's task: one feedback on a response, and the revision that follows from it.
struct ReviseResponse: TaskHandler {
    let refining: Refining
    let prompts = FrozenPrompts { try RefinementPrompts($0) }

    func handle(_ work: StageWork) async throws -> TaskOutcome<Revision> {
        guard let response = work.input.text else { return .fatal("the response to revise is gone") }
        let prompts = try prompts.prompts(of: work)
        let seesReference = work.plan?.reference == .feedback
        let order = Refining.Order(
            image: try await refining.tools.images.image(work.input.image),
            instruction: work.input.instruction, response: response,
            reference: seesReference ? work.input.reference : nil,
            model: work.model(of: .reviser),
            sampling: work.specification.revision(inRound: work.round).parameters,
            feedbackSeed: work.seeds.seed(for: work.task, .feedback, attempt: work.attempt),
            refinementSeed: work.seeds.seed(for: work.task, .refinement, attempt: work.attempt),
            attempt: work.attempt)
        try await work.checkLease()
        let feedback = try await refining.feedback(order, prompts.feedback)
        try await work.checkLease()
        let revision = try await refining.refinement(
            order, feedback: feedback.result.text, prompts.refinement)
        return .completed(
            Revision(
                task: work.task,
                feedback: Feedback(
                    text: feedback.result.text, finishReason: FinishReason(feedback.result),
                    sawReference: seesReference, detail: feedback.detail),
                text: revision.result.text, finishReason: FinishReason(revision.result),
                detail: revision.detail))
    }
}
