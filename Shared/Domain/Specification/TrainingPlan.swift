/// How adapters come to be between rounds: DPO with LoRA on the pairs made so far.
package struct TrainingPlan: Sendable, Hashable {
    /// Who trains.
    package enum Mode: String, Sendable, Hashable, CaseIterable, Codable {
        /// Nobody; rounds run on the base models and say so.
        case skip
        /// A person, who brings the adapters back.
        case manual
        /// A trainer behind the contract of BACKENDS.md §8.
        case trainer
    }

    /// What a training starts from.
    package enum Start: String, Sendable, Hashable, CaseIterable, Codable {
        case base
        /// The adapter of the round that trained last.
        case adapter
    }

    /// Which pairs a training sees.
    package enum Pairs: String, Sendable, Hashable, CaseIterable, Codable {
        /// Those of all earlier rounds.
        case all
        /// Those of the round before.
        case previous
    }

    package var mode = Mode.skip
    package var from = Start.base
    package var pairs = Pairs.all
    /// Fewer pairs than this train no role: an adapter of a handful learns their wording (ours).
    package var minPairs = 16
    package var beta = 0.1
    package var learningRate = 5e-6
    package var epochs = 1
    package var batchSize = 16
    package var loraRank = 16
    package var loraAlpha = 32
    package var maxPixels = 1_003_520

    package init() {}
}
