import Contracts
import Foundation
import Synchronization

/// The base model and the adapters loaded on it, with vLLM's replies to loading.
///
/// Adapters live in memory: a restart loses them, as it does in vLLM (BACKENDS §7).
final class AdapterShelf: Sendable {
    let base: String
    /// θ of the base model: of one whose weights an adapter was merged into, other ones.
    private let baseWeights: Weights
    private let weights: Mutex<[String: (weights: Weights, path: String)]>

    init(base: String, weights baseWeights: Weights = .untrained) {
        self.base = base
        self.baseWeights = baseWeights
        weights = Mutex([:])
    }

    /// θ of a model by name.
    func weights(of model: String) throws(OpenAIError) -> Weights {
        if model == base { return baseWeights }
        guard let loaded = weights.withLock({ $0[model]?.weights }) else {
            throw .notFound("The model `\(model)` does not exist.")
        }
        return loaded
    }

    /// The body of GET /v1/models.
    var models: ModelList {
        let adapters = weights.withLock { $0.mapValues(\.path) }.sorted { $0.key < $1.key }
        var base = ModelList.Model(id: base, ownedBy: "scene-model", root: base)
        base.maxModelLength = ChatWork.longestContext
        return ModelList(
            [base]
                + adapters.map {
                    ModelList.Model(id: $0.key, ownedBy: "scene-model", root: $0.value, parent: self.base)
                })
    }

    /// Loads the adapter of a folder under a name; the text is vLLM's.
    func load(_ name: String, from path: String) throws(OpenAIError) -> String {
        let deltas = try read(path)
        let isNew = weights.withLock { loaded in
            guard loaded[name] == nil, name != base else { return false }
            loaded[name] = (baseWeights.moved(by: deltas), path)
            return true
        }
        guard isNew else {
            throw OpenAIError(
                status: 400, type: "InvalidUserInput",
                message: "The lora adapter '\(name)' has already been loaded.")
        }
        return "Success: LoRA adapter '\(name)' added successfully."
    }

    /// Forgets an adapter; calls in flight keep theirs.
    func unload(_ name: String) throws(OpenAIError) -> String {
        guard weights.withLock({ $0.removeValue(forKey: name) }) != nil else {
            throw .notFound("The lora adapter '\(name)' cannot be found.")
        }
        return "Success: LoRA adapter '\(name)' removed successfully."
    }

    private func read(_ path: String) throws(OpenAIError) -> [Int: Double] {
        do throws(SceneAdapter.ReadingError) {
            let adapter = try SceneAdapter(readingFrom: path)
            guard adapter.baseModel == base else {
                throw .notScene("the adapter belongs to \(adapter.baseModel), this is \(base)")
            }
            return adapter.places ?? [:]
        } catch {
            switch error {
            // A folder that can't be read is one that is not there, as for vLLM.
            case .missing(let message): throw .notFound(message)
            case .notScene(let message):
                throw OpenAIError(status: 500, type: "InternalServerError", message: message)
            }
        }
    }
}
