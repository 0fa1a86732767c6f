import Contracts
package import Domain

/// Has base and adapter answer the same prompts and compares (BACKENDS §7).
///
/// A load that answered 200 proves nothing: a wrong module prefix, vision weights alone or an
/// untrained B leave the model as it was.
package struct AdapterGate: Sendable {
    private let requests: DirectRequests

    package init(_ requests: DirectRequests) { self.requests = requests }

    /// A prompt with its picture, as a stage would send it.
    package struct Prompt: Sendable {
        let image: ChatImage
        let text: String

        package init(image: ChatImage, text: String) {
            self.image = image
            self.text = text
        }
    }

    /// Where a model is asked for.
    package struct Place: Sendable {
        let backend: Backend
        let listing: ModelListing
        let model: String

        package init(_ backend: Backend, _ listing: ModelListing, model: String) {
            self.backend = backend
            self.listing = listing
            self.model = model
        }

        fileprivate var form: ChatEncoding.Form {
            let kind = backend.kind == .auto ? listing.kind : backend.kind
            var form = ChatEncoding.Form(model: listing.wireName(of: model, kind: kind), kind: kind)
            form.withLogProbabilities = true
            return form
        }
    }

    /// Enough to get past an opening that every response begins with; a server without
    /// probabilities needs more words to show a difference.
    private static let tokens = 32

    /// Asks all prompts of both, side by side; the base may be served elsewhere than the adapter.
    ///
    /// What batching does to an answer it does to the base's as well, and is measured as noise.
    package func figures(
        of adapter: Place, against base: Place, prompts: [Prompt]
    ) async throws(ProbeError) -> GateFigures {
        let results = await withTaskGroup { group in
            for prompt in prompts { group.addTask { await comparison(prompt, adapter, base) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var comparisons: [GateRule.Comparison] = []
        for result in results { comparisons.append(try result.get()) }
        return GateRule.figures(of: comparisons)
    }

    private func comparison(
        _ prompt: Prompt, _ adapter: Place, _ base: Place
    ) async -> Result<GateRule.Comparison, ProbeError> {
        do throws(ProbeError) {
            return .success(
                .init(
                    base: try await answer(to: prompt, at: base),
                    again: try await answer(to: prompt, at: base),
                    adapter: try await answer(to: prompt, at: adapter)))
        } catch {
            return .failure(error)
        }
    }

    private func answer(to prompt: Prompt, at place: Place) async throws(ProbeError) -> GateAnswer {
        let reply = try await requests.reply(
            of: place.backend, to: .post, "/v1/chat/completions", body: try body(prompt, as: place.form),
            within: .seconds(120))
        guard reply.status == 200 else { throw .unreachable(reply.reason) }
        do throws(ChatDecoding.Failure) {
            return GateAnswer(try ChatDecoding.reply(reply.body))
        } catch {
            throw .unreachable(error.reason)
        }
    }

    private func body(_ prompt: Prompt, as form: ChatEncoding.Form) throws(ProbeError) -> [UInt8] {
        let call = ChatCall(
            role: .generator, image: prompt.image, text: prompt.text,
            sampling: SamplingParameters(temperature: 0, topP: 1, maxTokens: Self.tokens),
            seed: Seed(rawValue: 1))
        do {
            return try ChatEncoding(call, as: form).body
        } catch {
            throw .refused("the request can't be written as JSON: \(error)")
        }
    }
}

extension GateAnswer {
    fileprivate init(_ reply: ChatReply) {
        let choice = reply.choices.first
        self.init(
            text: choice?.message.content ?? "",
            tokens: choice?.logProbabilities?.content.map { content in
                content.map { Token(text: $0.token, logProbability: $0.logprob) }
            })
    }
}
