package import Digests

/// Everything that was put into one call of a backend, and what it cost.
///
/// Kept with every text, so that each row of an export can be traced and drawn
/// again (PIPELINE.md §3). Stored as JSON under these keys.
package struct CallDetail: Sendable, Hashable, Codable {
    package var role: Role
    package var model: String
    /// The adapter's name, or empty where the base model was asked.
    package var adapter: String
    /// The backend's name and version, such as `vllm 0.32.0`.
    package var backend: String
    /// SHA-256 of the prompt's template.
    package var promptHash: SHA256Digest
    package var sampling: SamplingParameters
    /// Sampling parameters this backend could not take, by their JSON names.
    package var unenforced: [String]
    package var seed: Seed
    /// Which draw of the attempt this was, from 0.
    package var draw: Int
    package var attempt: Int
    /// SHA-256 of the bytes sent: the perturbed image for a contrastive response.
    package var imageSHA256: SHA256Digest
    package var tokensIn: Int?
    package var tokensOut: Int?
    package var latencyMilliseconds: Int

    package init(
        role: Role, model: String, adapter: String = "", backend: String, promptHash: SHA256Digest,
        sampling: SamplingParameters, unenforced: [String] = [], seed: Seed, draw: Int = 0, attempt: Int = 0,
        imageSHA256: SHA256Digest, tokensIn: Int? = nil, tokensOut: Int? = nil, latencyMilliseconds: Int = 0
    ) {
        self.role = role
        self.model = model
        self.adapter = adapter
        self.backend = backend
        self.promptHash = promptHash
        self.sampling = sampling
        self.unenforced = unenforced
        self.seed = seed
        self.draw = draw
        self.attempt = attempt
        self.imageSHA256 = imageSHA256
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.latencyMilliseconds = latencyMilliseconds
    }

    package enum CodingKeys: String, CodingKey {
        case role, model, adapter, backend, sampling, unenforced, seed, draw, attempt
        case promptHash = "prompt_hash"
        case imageSHA256 = "image_sha256"
        case tokensIn = "tokens_in"
        case tokensOut = "tokens_out"
        case latencyMilliseconds = "latency_ms"
    }
}
