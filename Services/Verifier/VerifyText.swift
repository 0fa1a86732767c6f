import Domain
import Records
import StageWorker
import TaskQueue

/// The Verifier's task: the verdict on one response or revision.
struct VerifyText: TaskHandler {
    let judging: Judging
    let prompts = FrozenPrompts { try VerificationPrompt($0) }

    func handle(_ work: StageWork) async throws -> TaskOutcome<VerifyResult> {
        guard let text = work.input.text else { return .fatal("the text to verify is gone") }
        let prompt = try prompts.prompts(of: work)
        let plan = work.specification.verification
        let seeds = work.seeds
        let order = Judging.Order(
            image: try await judging.tools.images.image(work.input.image),
            prompt: prompt.text(
                instruction: work.input.instruction, response: text, reference: work.input.reference),
            template: prompt.template, model: work.specification.models[.verifier],
            sampling: plan.parameters, votes: plan.votes, attempt: work.attempt
        ) { vote, draw in seeds.seed(for: work.task, .vote(vote), attempt: work.attempt, draw: draw) }
        let (votes, _) = try await judging.votes(order) { try await work.checkLease() }
        guard let votes, let last = votes.last, let verdict = Verdict(votes: votes.map(\.vote)) else {
            return .retry("the verifier's reply could not be read in three draws")
        }
        return .completed(
            VerifyResult(verdict: verdict, detail: last.detail, feedbacks: feedbacks(work, verdict)))
    }

    /// Revises a failed response asks for, where only failed ones are revised (DECISIONS 17).
    private func feedbacks(_ work: StageWork, _ verdict: Verdict) -> Int {
        let revision = work.specification.revision(inRound: work.round)
        guard revision.which == .failed, !verdict.passes, work.task.step == .verifyResponse else { return 0 }
        return revision.feedbacks
    }
}
