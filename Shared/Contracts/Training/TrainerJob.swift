/// A training as the trainer tells of it; unknown keys are ignored (BACKENDS §8).
package struct TrainerJob: Sendable, Codable, Hashable {
    package var id: String
    package var status: Status
    /// The adapter's name, once it succeeded.
    package var fineTunedModel: String?
    /// The adapter as a tar, then its metrics as NDJSON.
    package var resultFiles: [String]?
    package var error: Failure?
    package var progress: Steps?
    package var adapter: Adapter?

    package enum Status: String, Sendable, Codable, Hashable {
        case validatingFiles = "validating_files"
        case queued, running, succeeded, failed, cancelled
    }

    package struct Failure: Sendable, Codable, Hashable {
        package var code: String?
        package var message: String?
    }

    package struct Steps: Sendable, Codable, Hashable {
        package var step: Int?
        package var totalSteps: Int?

        package enum CodingKeys: String, CodingKey {
            case step
            case totalSteps = "total_steps"
        }
    }

    package struct Adapter: Sendable, Codable, Hashable {
        /// `peft` or `scene`.
        package var format: String
        /// Of its weights: adapter_model.safetensors, or scene-model's adapter.json.
        package var sha256: String
        package var baseModel: String
        package var rank: Int?
        package var alpha: Double?

        package enum CodingKeys: String, CodingKey {
            case format, sha256, rank, alpha
            case baseModel = "base_model"
        }
    }

    package enum CodingKeys: String, CodingKey {
        case id, status, error, progress, adapter
        case fineTunedModel = "fine_tuned_model"
        case resultFiles = "result_files"
    }
}
