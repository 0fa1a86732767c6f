import Backends
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Schemas
import StageWorker

/// `POST /v1/revise`: one feedback and its revision through the same code, without a database row.
struct ReviseRoutes: Sendable {
    let refining: Refining

    func register(in router: inout Router) {
        router.on(.post, "/v1/revise", limits: .inference, as: .revise) { try await revise($0) }
    }

    private func revise(_ request: Request) async throws -> Reply {
        let call = try await OneOffCall.read(request, on: refining.tools.blocking) {
            json throws(SpecificationRefusal) in
            try ReviseCall(reading: json)
        }
        let prompts = try RefinementPrompts(call.input.prompts)
        let reply = try await OneOffCall.run {
            let order = Refining.Order(
                image: try await refining.tools.images.image(call.input.image),
                instruction: call.input.instruction, response: call.response, reference: call.reference,
                model: CalledModel(name: call.input.model), sampling: call.sampling,
                feedbackSeed: call.input.seed ?? .random(),
                refinementSeed: call.input.seed ?? .random())
            let feedback = try await refining.feedback(order, prompts.feedback)
            let revision = try await refining.refinement(
                order, feedback: feedback.result.text, prompts.refinement)
            return ReviseReply(feedback: CallText(feedback), revision: CallText(revision))
        }
        return .bytes(try reply.jsonBytes(), type: "application/json")
    }
}

extension CallText {
    init(_ drawn: Refining.Drawn) {
        self.init(
            text: drawn.result.text, finishReason: FinishReason(drawn.result), prompt: drawn.prompt,
            detail: drawn.detail)
    }
}

extension RouteDescription {
    fileprivate static let revise = RouteDescription("Diagnose a response and refine it; nothing is stored.")
        .takes(Schema(ofBody: "ReviseCall") { try ReviseCall(reading: $0) })
        .answersCall(ReviseReply.self)
}
