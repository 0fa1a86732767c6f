import Backends
import Blocking
import Digests
import Domain
import Images
import StageWorker

/// Draws one response: perturbs the image where asked, fills the prompt, asks a backend.
struct ResponseDrawing: Sendable {
    let tools: StageTools

    /// What a response is drawn from.
    struct Order: Sendable {
        var image: ImageChoice
        var perturbation: Perturbation?
        var prompt: String
        var template: PromptTemplate
        var model: CalledModel
        var sampling: SamplingParameters
        var seed: Seed
        var attempt = 0
    }

    /// The clean image: bytes at hand, or one of the store.
    enum ImageChoice: Sendable {
        case stored(SHA256Digest)
        case bytes([UInt8])
    }

    func draw(_ order: Order) async throws -> (result: ChatResult, detail: CallDetail) {
        let image = try await image(order.image, under: order.perturbation)
        var call = ChatCall(
            role: .generator, model: order.model.name, image: image, text: order.prompt,
            sampling: order.sampling, seed: order.seed)
        call.base = order.model.base
        call.isImageShared = order.perturbation == nil
        call.attempt = order.attempt
        let result = try await tools.chat.chat(call)
        let detail = CallDetail(call, result, image: image.sha256, promptHash: order.template.hash, draw: 0)
        return (result, detail)
    }

    /// The perturbed image goes to the generator and to nobody else (PIPELINE §3); noise goes out as PNG.
    private func image(_ choice: ImageChoice, under perturbation: Perturbation?) async throws -> ChatImage {
        switch (choice, perturbation) {
        case (.stored(let digest), nil): return try await tools.images.image(digest)
        case (.stored(let digest), let perturbation?):
            return try await perturbed(tools.images.bytes(digest), perturbation)
        case (.bytes(let bytes), nil):
            let clean = try await takenIn(bytes)
            return ChatImage(bytes: clean, type: .of(clean))
        case (.bytes(let bytes), let perturbation?):
            return try await perturbed(takenIn(bytes), perturbation)
        }
    }

    /// What the image would be in the store, so that a call sees just what a job's response does.
    private func takenIn(_ bytes: [UInt8]) async throws -> [UInt8] {
        try await tools.blocking.run { try StoredImage.intake(bytes).bytes }
    }

    private func perturbed(_ bytes: [UInt8], _ perturbation: Perturbation) async throws -> ChatImage {
        try await tools.blocking.run {
            ChatImage(bytes: try perturbation.applied(toImage: bytes), type: .png)
        }
    }
}
