/// A training as a value: each step learns from one batch.
///
/// The same pairs, hyperparameters, start and seed give the same weights to the bit.
struct DPOTraining: Sendable {
    /// How many times the contract's learning rate ours is.
    ///
    /// That rate is made for the millions of weights of a LoRA on a model of billions
    /// (the default is 5e-6). θ has some fifty weights a voice, whose differences are
    /// units, so that they must move by tenths to be seen. One factor for every
    /// training, ours (PIPELINE §4 shows what it does).
    static let pace = 30_000.0

    let pairs: [DPOPair]
    let hyperparameters: Hyperparameters
    /// θ as it is now.
    private(set) var weights: Weights
    private(set) var step = 0
    private var adam = Adam()
    private var random: SeededGenerator
    /// The epoch's pairs, shuffled, and which of them is next.
    private var order: [Int] = []
    private var place = 0

    /// `start` is the policy to begin with; the pairs hold what it thinks of them.
    init(_ pairs: [DPOPair], from start: Weights, by hyperparameters: Hyperparameters, seed: UInt64) {
        self.pairs = pairs
        self.hyperparameters = hyperparameters
        weights = start
        random = SeededGenerator(seed: SeededGenerator.mix(seed))
    }

    /// Batches in all; an epoch's last one may be smaller.
    var totalSteps: Int {
        let perEpoch = (pairs.count + hyperparameters.batchSize - 1) / hyperparameters.batchSize
        return perEpoch * hyperparameters.epochs
    }

    /// The rate of the next step, as the contract counts it: it falls evenly to zero.
    var learningRate: Double {
        hyperparameters.learningRate * (1 - Double(step) / Double(max(totalSteps, 1)))
    }

    /// Learns from the next batch; its figures are those before that.
    mutating func takeStep() -> DPOFigures {
        let batch = nextBatch()
        var gradient = Gradient()
        let figures = batch.map { pair in
            pair.addGradient(under: weights, beta: hyperparameters.beta, to: &gradient)
            return pair.figures(under: weights, beta: hyperparameters.beta)
        }
        gradient.scale(by: 1 / Double(max(batch.count, 1)))
        let moves = adam.moves(for: gradient, rate: learningRate * Self.pace)
        weights = weights.moved(by: Dictionary(uniqueKeysWithValues: moves.enumerated().map { ($0, $1) }))
        step += 1
        return .mean(figures)
    }

    private mutating func nextBatch() -> [DPOPair] {
        if place == order.count {
            order = pairs.indices.shuffled(using: &random)
            place = 0
        }
        let batch = order[place...].prefix(hyperparameters.batchSize)
        place += batch.count
        return batch.map { pairs[$0] }
    }
}
