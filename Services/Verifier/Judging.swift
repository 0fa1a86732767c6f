import Backends
import Contracts
import Domain
import StageWorker

/// Draws the votes of one verdict; a reply nobody can read is drawn again, never counted.
struct Judging: Sendable {
    let tools: StageTools
    let format: ReplyFormat

    init(tools: StageTools) {
        self.tools = tools
        format = ReplyFormat(name: "verdict", schema: VerdictParsing.schema)
    }

    /// What is judged, and how.
    struct Order: Sendable {
        var image: ChatImage
        var prompt: String
        var template: PromptTemplate
        var model: String?
        var sampling: SamplingParameters
        var votes: Int
        var attempt = 0
        /// The seed of one draw of one vote.
        var seed: @Sendable (_ vote: Int, _ draw: Int) -> Seed
    }

    /// One vote with the reply it was read from.
    struct Drawn: Sendable {
        let vote: Vote
        let result: ChatResult
        let detail: CallDetail
    }

    /// The temperature from the second draw on: a redraw at 0 would repeat itself (PIPELINE §3).
    private static let redrawTemperature = 0.3

    /// All votes, or nil once one could not be read in three draws; also how many draws could not.
    func votes(
        _ order: Order, before: () async throws -> Void = {}
    ) async throws -> (votes: [Drawn]?, unreadable: Int) {
        var votes: [Drawn] = []
        var unreadable = 0
        for number in 0..<order.votes {
            var drawn: Drawn?
            for draw in 0..<SeedDerivation.drawsPerAttempt where drawn == nil {
                try await before()
                drawn = try await vote(order, number: number, draw: draw)
                if drawn == nil { unreadable += 1 }
            }
            guard let drawn else { return (nil, unreadable) }
            votes.append(drawn)
        }
        return (votes, unreadable)
    }

    private func vote(_ order: Order, number: Int, draw: Int) async throws -> Drawn? {
        var sampling = order.sampling
        if draw > 0 {
            sampling = SamplingParameters(
                temperature: max(sampling.temperature, Self.redrawTemperature), topP: sampling.topP,
                maxTokens: sampling.maxTokens)
        }
        var call = ChatCall(
            role: .verifier, model: order.model, image: order.image, text: order.prompt, sampling: sampling,
            seed: order.seed(number, draw))
        call.format = format
        call.attempt = order.attempt
        let result = try await tools.chat.chat(call)
        guard let vote = VerdictParsing.vote(in: result.text) else { return nil }
        let detail = CallDetail(
            call, result, image: order.image.sha256, promptHash: order.template.hash, draw: draw)
        return Drawn(vote: vote, result: result, detail: detail)
    }
}
