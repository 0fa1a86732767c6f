package import Backends
package import Digests
package import Domain

extension CallDetail {
    /// What is recorded of a call: what was asked, of whom, and what it cost.
    package init(
        _ call: ChatCall, _ result: ChatResult, image: SHA256Digest, promptHash: SHA256Digest, draw: Int
    ) {
        self.init(
            role: call.role, model: call.base ?? result.model,
            adapter: call.base == nil ? "" : result.model, backend: result.backend.description,
            promptHash: promptHash,
            sampling: call.sampling, unenforced: result.unenforced, seed: call.seed, draw: draw,
            attempt: call.attempt, imageSHA256: image, tokensIn: result.promptTokens,
            tokensOut: result.completionTokens, latencyMilliseconds: result.latency.milliseconds)
    }
}

extension Duration {
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}

extension FinishReason {
    /// Why a reply ended; a server that does not say is taken to have stopped.
    package init(_ result: ChatResult) {
        self = result.isRefusal ? .refusal : FinishReason(rawValue: result.finishReason ?? Self.stop.rawValue)
    }
}
