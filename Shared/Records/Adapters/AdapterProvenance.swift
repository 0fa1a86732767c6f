/// Who made an adapter, from what, and how.
package struct AdapterProvenance: Sendable, Hashable, Codable {
    /// `trainer` or `manual`.
    package var source: String
    /// The trainer's address and its name for the training.
    package var trainer: String?
    package var trainerJob: String?
    package var attempt: Int?
    /// Pairs it learnt from, and the SHA-256 of the file they were sent in.
    package var pairs: Int64?
    package var fileSHA256: String?
    package var seed: UInt32?
    /// The adapter it started from; nil for the base model.
    package var initAdapter: String?
    package var beta: Double?
    package var learningRate: Double?
    package var epochs: Int?
    package var batchSize: Int?

    package init(source: String) { self.source = source }

    package enum CodingKeys: String, CodingKey {
        case source, trainer, attempt, pairs, seed, beta, epochs
        case trainerJob = "trainer_job"
        case fileSHA256 = "file_sha256"
        case initAdapter = "init_adapter"
        case learningRate = "learning_rate"
        case batchSize = "batch_size"
    }
}
