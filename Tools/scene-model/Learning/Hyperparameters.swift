/// How a training goes, as the trainer contract names it (BACKENDS §8).
struct Hyperparameters: Sendable, Hashable, Codable {
    var beta = 0.1
    var epochs = 1
    var batchSize = 16
    var learningRate = 5e-6
    // For models with low-rank adapters and pixels to save; taken, and without effect here.
    var loraRank = 16
    var loraAlpha = 32
    var maxPixels = 1_003_520

    enum CodingKeys: String, CodingKey {
        case beta
        case epochs = "n_epochs"
        case batchSize = "batch_size"
        case learningRate = "learning_rate"
        case loraRank = "lora_rank"
        case loraAlpha = "lora_alpha"
        case maxPixels = "max_pixels"
    }
}
