import Contracts
import Foundation
import Synchronization

/// The base model and the adapters loaded on it, with vLLM's replies to loading.
///
/// Adapters live in memory: a restart loses them, as it does in vLLM (BACKENDS §7).
final class AdapterShelf: Sendable {
    let base: String
    private let weights: Mutex<[String: (weights: Weights, path: String)]>

    init(base: String) {
        self.base = base
        weights = Mutex([:])
    }

    /// θ of a model by name.
    func weights(of model: String) throws(OpenAIError) -> Weights {
        if model == base { return .untrained }
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
            loaded[name] = (Weights.untrained.moved(by: deltas), path)
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
        let file = URL(filePath: path).appending(path: SceneAdapter.fileName)
        // A folder that can't be read is one that is not there, as for vLLM.
        guard let bytes = try? Foundation.Data(contentsOf: file) else {
            throw .notFound("No adapter found for \(path)")
        }
        // Any broken file is refused alike.
        let adapter = try? JSONDecoder().decode(SceneAdapter.self, from: bytes)
        guard let adapter, adapter.format == "scene", let places = adapter.places else {
            throw .refused("\(path) holds no scene adapter")
        }
        guard adapter.baseModel == base else {
            throw .refused("the adapter belongs to \(adapter.baseModel), this is \(base)")
        }
        return places
    }
}

extension OpenAIError {
    fileprivate static func refused(_ message: String) -> OpenAIError {
        OpenAIError(status: 500, type: "InternalServerError", message: message)
    }
}
