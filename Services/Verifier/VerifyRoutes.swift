import Backends
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Schemas
import StageWorker

/// `POST /v1/verify`: one verdict through the same code, without a database row.
struct VerifyRoutes: Sendable {
    let judging: Judging

    func register(in router: inout Router) {
        router.on(.post, "/v1/verify", limits: .inference, as: .verify) { try await verify($0) }
    }

    private func verify(_ request: Request) async throws -> Reply {
        let call = try await OneOffCall.read(request, on: judging.tools.blocking) {
            json throws(SpecificationRefusal) in
            try VerifyCall(reading: json)
        }
        let prompts = try VerificationPrompt(call.input.prompts)
        let prompt = prompts.text(
            instruction: call.input.instruction, response: call.response, reference: call.reference)
        let first = call.input.seed ?? .random()
        let (votes, unreadable) = try await OneOffCall.run {
            let order = Judging.Order(
                image: try await judging.tools.images.image(call.input.image), prompt: prompt,
                template: prompts.template, model: call.input.model, sampling: call.sampling,
                votes: call.votes
            ) { vote, draw in Seed(rawValue: first.rawValue &+ UInt32(vote * 3 + draw)) }
            return try await judging.votes(order)
        }
        guard let votes, let verdict = Verdict(votes: votes.map(\.vote)) else {
            throw Problem(
                502, code: "verdict_unreadable",
                detail: "the verifier's reply could not be read in three draws")
        }
        let reply = VerifyReply(
            verdict: VerdictRow(verdict, model: votes.last?.detail.model, seed: first), prompt: prompt,
            votes: votes.map { drawn in
                CallText(
                    text: drawn.result.text, finishReason: FinishReason(drawn.result), prompt: prompt,
                    detail: drawn.detail)
            }, unreadable: unreadable)
        return .bytes(try reply.jsonBytes(), type: "application/json")
    }
}

extension RouteDescription {
    fileprivate static let verify = RouteDescription("Draw one verdict; nothing is stored.")
        .takes(Schema(ofBody: "VerifyCall") { try VerifyCall(reading: $0) })
        .answersCall(VerifyReply.self)
}
