import Backends
import Domain
import Images
import Records
import StageWorker
import TaskQueue

/// The Generator's task: one response to a sample's instruction, of the clean or a perturbed image.
struct GenerateResponse: TaskHandler {
    let drawing: ResponseDrawing
    let prompts = FrozenPrompts { try GeneratePrompt($0) }

    func handle(_ work: StageWork) async throws -> TaskOutcome<GenerateResult> {
        let plan = work.specification.sampling(inRound: work.round)
        let isContrastive = plan.kind(ofSlot: work.task.slot) == .contrastive
        let sawReference = work.plan?.reference == .sampling
        let prompt = try prompts.prompts(of: work)
        let order = ResponseDrawing.Order(
            image: .stored(work.input.image),
            perturbation: isContrastive
                ? PerturbationDraw(work.specification.perturbations, seeds: work.seeds).perturbation(
                    for: work.task)
                : nil,
            prompt: sawReference
                ? prompt.text(instruction: work.input.instruction, reference: work.input.reference)
                : prompt.text(instruction: work.input.instruction),
            template: sawReference ? prompt.guided : prompt.plain,
            model: work.model(of: .generator), sampling: plan.parameters,
            seed: work.seeds.seed(for: work.task, .response, attempt: work.attempt), attempt: work.attempt)
        try await work.checkLease()
        do {
            let (result, detail) = try await drawing.draw(order)
            let response = Response(
                task: work.task, text: result.text, finishReason: FinishReason(result),
                perturbation: order.perturbation, sawReference: sawReference, detail: detail)
            return .completed(GenerateResult(response: response, feedbacks: feedbacksAtOnce(work)))
        } catch let error as ImageError {
            return .fatal("the image can't be perturbed: \(error)")
        }
    }

    /// Revises made together with the response; where only failed ones are revised, its verdict makes them.
    private func feedbacksAtOnce(_ work: StageWork) -> Int {
        let revision = work.specification.revision(inRound: work.round)
        return revision.which == .all ? revision.feedbacks : 0
    }
}
