import Contracts
import Digests
import Foundation

/// Turns a chat request into a completion: validates, looks, speaks. No waiting.
struct ChatWork: Sendable {
    /// Tokens a context may have, prompt and reply.
    static let longestContext = 32_768
    private static let tokensOfImage = 64

    let shelf: AdapterShelf
    let cache: PictureCache
    let lapses: Double

    /// What came of a request, and what the log keeps of it.
    struct Product: Sendable {
        var completion: Completion
        var assignment: Assignment
        var image: SHA256Digest?
        /// Tokens of each choice, for its latency.
        var lengths: [Int]
    }

    func answer(_ request: ChatRequest, number: Int) throws(OpenAIError) -> Product {
        let weights = try shelf.weights(of: request.model)
        let text = request.messages.map(\.text).joined(separator: "\n")
        let promptTokens = try Self.check(request, text)
        let picture = try picture(of: request)
        let speaker = Speaker(
            model: SceneModel(weights: weights, lapses: lapses), prompt: Prompt(text),
            percept: picture?.percept ?? .nothing, request: request)
        let replies = (0..<UInt64(request.n ?? 1)).map { ReplyToken.all(of: speaker.utterance($0)) }
        let limit = request.maxTokens ?? (Self.longestContext - promptTokens)
        let choices = replies.enumerated().map { index, tokens in
            Completion.Choice(
                index: index, tokens: tokens, limit: limit,
                withLogProbabilities: request.logprobs ?? false)
        }
        let lengths = replies.map { min($0.count, limit) }
        return Product(
            completion: Completion(
                id: "chatcmpl-\(number)", created: Int(Date().timeIntervalSince1970), model: request.model,
                choices: choices,
                usage: .init(promptTokens: promptTokens, completionTokens: lengths.reduce(0, +))),
            assignment: speaker.assignment, image: picture?.digest, lengths: lengths)
    }

    /// vLLM's refusals (TRAINING §4); the number of prompt tokens.
    private static func check(_ request: ChatRequest, _ text: String) throws(OpenAIError) -> Int {
        let count = request.n ?? 1
        let temperature = request.temperature ?? 1
        guard !request.messages.isEmpty else { throw .badRequest("messages must not be empty.") }
        guard (1...128).contains(count) else { throw .badRequest("n must be 1 to 128, got \(count).") }
        guard temperature.isFinite, (0...2).contains(temperature) else {
            throw .badRequest("temperature must be 0 to 2, got \(temperature).")
        }
        if count > 1 && temperature == 0 { throw .badRequest("n must be 1 when using greedy sampling.") }
        let tokens = text.utf8.count / 4 + tokensOfImage
        let wanted = request.maxTokens ?? 1
        guard wanted >= 1 else { throw .badRequest("max_tokens must be at least 1, got \(wanted).") }
        guard tokens < longestContext, wanted <= longestContext - tokens else {
            throw .badRequest(
                "This model's maximum context length is \(longestContext) tokens. However, you requested "
                    + "\(wanted) output tokens and your prompt contains \(tokens) input tokens.")
        }
        return tokens
    }

    private func picture(
        of request: ChatRequest
    ) throws(OpenAIError) -> (percept: Percept, digest: SHA256Digest)? {
        let urls = request.messages.flatMap(\.parts).compactMap { part in
            if case .imageURL(let url) = part { url } else { nil }
        }
        guard urls.count <= 1 else { throw .badRequest("At most 1 image(s) may be provided in one prompt.") }
        guard let url = urls.first else { return nil }
        return try cache.look(at: url)
    }
}

/// One request's prompt, picture and sampling.
private struct Speaker {
    let model: SceneModel
    let prompt: Prompt
    let percept: Percept
    let request: ChatRequest

    private var wantsJSON: Bool { request.responseFormat.map { $0.type != "text" } ?? false }
    var assignment: Assignment { Assignment(of: prompt, wantsJSON: wantsJSON) }

    /// The `index`th choice; without a seed each request draws anew.
    func utterance(_ index: UInt64) -> Utterance {
        model.reply(
            to: prompt, seeing: percept, wantsJSON: wantsJSON, temperature: request.temperature ?? 1,
            seed: request.seed.map { $0 &+ index } ?? UInt64.random(in: 0...UInt64.max))
    }
}
