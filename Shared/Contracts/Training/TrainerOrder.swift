/// The body of `POST /v1/fine_tuning/jobs`: OpenAI's, with LoRA's keys beyond it (BACKENDS §8).
package struct TrainerOrder: Sendable, Codable, Hashable {
    /// The base model.
    package var model: String
    /// The id of the uploaded file.
    package var trainingFile: String
    /// The adapter's name but for the digest that ends it.
    package var suffix: String
    /// 31 bits.
    package var seed: UInt32
    package var method: Method
    package var metadata: Metadata

    package init(
        model: String, trainingFile: String, suffix: String, seed: UInt32, hyperparameters: Hyperparameters,
        metadata: Metadata
    ) {
        self.model = model
        self.trainingFile = trainingFile
        self.suffix = suffix
        self.seed = seed
        method = Method(type: "dpo", dpo: .init(hyperparameters: hyperparameters))
        self.metadata = metadata
    }

    package struct Method: Sendable, Codable, Hashable {
        /// Always `dpo`.
        package var type: String
        package var dpo: DPO
    }

    package struct DPO: Sendable, Codable, Hashable {
        package var hyperparameters: Hyperparameters
    }

    package struct Hyperparameters: Sendable, Codable, Hashable {
        package var beta: Double
        package var epochs: Int
        package var batchSize: Int
        package var learningRate: Double
        package var loraRank: Int
        package var loraAlpha: Int
        package var maxPixels: Int

        package init(
            beta: Double, epochs: Int, batchSize: Int, learningRate: Double, loraRank: Int, loraAlpha: Int,
            maxPixels: Int
        ) {
            self.beta = beta
            self.epochs = epochs
            self.batchSize = batchSize
            self.learningRate = learningRate
            self.loraRank = loraRank
            self.loraAlpha = loraAlpha
            self.maxPixels = maxPixels
        }

        package enum CodingKeys: String, CodingKey {
            case beta
            case epochs = "n_epochs"
            case batchSize = "batch_size"
            case learningRate = "learning_rate"
            case loraRank = "lora_rank"
            case loraAlpha = "lora_alpha"
            case maxPixels = "max_pixels"
        }
    }

    /// What the order is for.
    package struct Metadata: Sendable, Codable, Hashable {
        package var job: String
        package var round: String
        package var role: String
        /// The adapter to start from; empty for the base model.
        package var initAdapter: String

        package init(job: String, round: String, role: String, initAdapter: String) {
            self.job = job
            self.round = round
            self.role = role
            self.initAdapter = initAdapter
        }

        package enum CodingKeys: String, CodingKey {
            case job, round, role
            case initAdapter = "init_adapter"
        }
    }

    package enum CodingKeys: String, CodingKey {
        case model, suffix, seed, method, metadata
        case trainingFile = "training_file"
    }
}
