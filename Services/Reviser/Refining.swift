import Backends
import Digests
import Domain
import StageWorker

/// Two calls on one response: diagnostic feedback, then the refinement it drives.
///
/// Both see the clean image. Only the feedback may see the reference, and only in
/// a reference-guided round (arXiv 2503.20309 §3.4).
struct Refining: Sendable {
    let tools: StageTools

    /// What is refined, and how.
    struct Order: Sendable {
        var image: ChatImage
        var instruction: Instruction
        var response: String
        /// Shown to the feedback call alone.
        var reference: Reference?
        var model: CalledModel
        var sampling: SamplingParameters
        var feedbackSeed: Seed
        var refinementSeed: Seed
        var attempt = 0
    }

    /// A text with the prompt it was drawn by.
    struct Drawn: Sendable {
        let prompt: String
        let result: ChatResult
        let detail: CallDetail
    }

    func feedback(_ order: Order, _ prompts: FeedbackPrompt) async throws -> Drawn {
        let prompt =
            order.reference.map {
                prompts.text(instruction: order.instruction, response: order.response, reference: $0)
            } ?? prompts.text(instruction: order.instruction, response: order.response)
        let template = order.reference == nil ? prompts.plain : prompts.guided
        return try await draw(order, prompt: prompt, template: template, seed: order.feedbackSeed)
    }

    func refinement(_ order: Order, feedback: String, _ prompts: RefinementPrompt) async throws -> Drawn {
        let prompt = prompts.text(
            instruction: order.instruction, response: order.response, feedback: feedback)
        return try await draw(order, prompt: prompt, template: prompts.template, seed: order.refinementSeed)
    }

    private func draw(
        _ order: Order, prompt: String, template: PromptTemplate, seed: Seed
    ) async throws -> Drawn {
        var call = ChatCall(
            role: .reviser, model: order.model.name, image: order.image, text: prompt,
            sampling: order.sampling, seed: seed)
        call.base = order.model.base
        call.attempt = order.attempt
        let result = try await tools.chat.chat(call)
        let detail = CallDetail(call, result, image: order.image.sha256, promptHash: template.hash, draw: 0)
        return Drawn(prompt: prompt, result: result, detail: detail)
    }
}
