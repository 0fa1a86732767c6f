import Contracts
import Digests

/// What a training is asked to do, checked.
struct FineTuningRequest: Sendable, Hashable, Codable {
    var model: String
    var trainingFile: String
    /// How the adapter's name begins.
    var suffix: String
    var seed: Int
    var hyperparameters: Hyperparameters
    var voice: Voice
    /// The adapter to start from; empty for the base.
    var start: String
    /// As it came.
    var metadata: JSONValue
    /// Of the body, members in any order: the same body has the same.
    var digest: SHA256Digest
}

extension FineTuningRequest {
    /// `method`, with the hyperparameters that were left out.
    var method: JSONValue {
        [
            "type": "dpo",
            "dpo": [
                "hyperparameters": [
                    "beta": .number(hyperparameters.beta),
                    "n_epochs": .integer(Int64(hyperparameters.epochs)),
                    "batch_size": .integer(Int64(hyperparameters.batchSize)),
                    "learning_rate": .number(hyperparameters.learningRate),
                    "lora_rank": .integer(Int64(hyperparameters.loraRank)),
                    "lora_alpha": .integer(Int64(hyperparameters.loraAlpha)),
                    "max_pixels": .integer(Int64(hyperparameters.maxPixels)),
                ]
            ],
        ]
    }
}
