import Foundation

/// One path of a script, kept for what θ has a say in.
struct ScoredPath: Sendable {
    /// A decision some of whose alternatives have features, and which was taken.
    fileprivate struct Fork: Sendable {
        /// By alternative, the places in θ and the values of its features.
        let features: [[(place: Int, value: Double)]]
        let taken: Int
    }

    private let forks: [Fork]
    /// What all other decisions add: choices between wordings nobody prefers.
    private let fixed: Double

    init(_ path: Script.Path, _ voice: Voice) {
        var forks: [Fork] = []
        var fixed = 0.0
        for choice in path {
            let alternatives = choice.decision.alternatives
            if alternatives.allSatisfy({ $0.features.terms.isEmpty }) {
                fixed -= log(Double(alternatives.count))
            } else {
                let features = alternatives.map { alternative in
                    alternative.features.terms.map {
                        (place: Weights.index(voice, $0.feature), value: $0.value)
                    }
                }
                forks.append(Fork(features: features, taken: choice.index))
            }
        }
        self.forks = forks
        self.fixed = fixed
    }

    /// log p(path | θ).
    func logProbability(under weights: Weights) -> Double {
        forks.reduce(fixed) { $0 + $1.logProbabilities(under: weights)[$1.taken] }
    }

    /// Adds the gradient of log p(path | θ), times a factor.
    ///
    /// Of a softmax it is the features of what was taken, less their mean: φ − E[φ].
    func addGradient(under weights: Weights, times factor: Double, to gradient: inout Gradient) {
        for fork in forks {
            for (place, value) in fork.features[fork.taken] { gradient.add(factor * value, at: place) }
            for (features, log) in zip(fork.features, fork.logProbabilities(under: weights)) {
                let share = factor * exp(log)
                for (place, value) in features { gradient.add(-share * value, at: place) }
            }
        }
    }
}

extension ScoredPath.Fork {
    fileprivate func logProbabilities(under weights: Weights) -> [Double] {
        let scores = features.map { $0.reduce(0) { $0 + weights.values[$1.place] * $1.value } }
        let total = Weights.logSum(scores)
        return scores.map { $0 - total }
    }
}
