import Contracts
import Domain

/// Counts a job's preference pairs that are not excluded, and the samples that have one.
struct PairTally: Sendable, Equatable {
    private var pairs = 0
    private var samples: Set<SampleID> = []

    mutating func add(_ pair: PairRow) {
        guard pair.kind == .response, pair.excluded == nil else { return }
        pairs += 1
        samples.insert(pair.sample)
    }

    var figures: AblationFigures {
        [.pairs: Double(pairs), .samplesWithPairs: Double(samples.count)]
    }
}
