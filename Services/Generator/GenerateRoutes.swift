import Backends
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Schemas
import Images
import StageWorker

/// `POST /v1/generate`: one response through the same code, without a database row.
struct GenerateRoutes: Sendable {
    let drawing: ResponseDrawing

    func register(in router: inout Router) {
        router.on(.post, "/v1/generate", limits: .inference, as: .generate) { try await generate($0) }
    }

    private func generate(_ request: Request) async throws -> Reply {
        let call = try await OneOffCall.read(request, on: drawing.tools.blocking) {
            json throws(SpecificationRefusal) in
            try GenerateCall(reading: json)
        }
        guard !call.stream else {
            throw Problem(422, code: "not_available", detail: "stream is not available; leave it out")
        }
        let prompts = try GeneratePrompt(call.input.prompts)
        let text =
            call.reference.map { prompts.text(instruction: call.input.instruction, reference: $0) }
            ?? prompts.text(instruction: call.input.instruction)
        let order = ResponseDrawing.Order(
            image: ResponseDrawing.ImageChoice(call.input.image), perturbation: call.perturbation,
            prompt: text,
            template: call.reference == nil ? prompts.plain : prompts.guided,
            model: CalledModel(name: call.input.model),
            sampling: call.sampling, seed: call.input.seed ?? .random())
        let (result, detail) = try await OneOffCall.run { try await draw(order) }
        let response = CallText(
            text: result.text, finishReason: FinishReason(result), prompt: text, detail: detail)
        return .bytes(
            try GenerateReply(response: response, perturbation: call.perturbation).jsonBytes(),
            type: "application/json")
    }

    /// Draws a response; an image that can't be decoded is the caller's to mend.
    private func draw(_ order: ResponseDrawing.Order) async throws -> (ChatResult, CallDetail) {
        do {
            return try await drawing.draw(order)
        } catch let error as ImageError where error.code != nil {
            throw Problem(unusableImage: error.description)
        }
    }
}

extension ResponseDrawing.ImageChoice {
    init(_ image: CallImage) {
        switch image {
        case .data(let bytes): self = .bytes(bytes)
        case .stored(let digest): self = .stored(digest)
        }
    }
}

extension RouteDescription {
    fileprivate static let generate = RouteDescription("Draw one response; nothing is stored.")
        .takes(Schema(ofBody: "GenerateCall") { try GenerateCall(reading: $0) })
        .answersCall(GenerateReply.self)
}
