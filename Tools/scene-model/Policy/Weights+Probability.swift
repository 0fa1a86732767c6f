import Foundation

extension Weights {
    /// The log-probabilities of a decision's alternatives at temperature 1.
    func logProbabilities(_ decision: Decision, _ voice: Voice) -> [Double] {
        let scores = decision.alternatives.map { score($0.features, voice) }
        let total = Self.logSum(scores)
        return scores.map { $0 - total }
    }

    /// log p(path | θ).
    func logProbability(of path: Script.Path, _ voice: Voice) -> Double {
        path.reduce(0) { $0 + logProbabilities($1.decision, voice)[$1.index] }
    }

    /// log p(text | θ), exact; nil for a text the script can't write.
    func logProbability(of text: String, in script: Script) -> Double? {
        let paths = script.paths(writing: text)
        return paths.isEmpty ? nil : Self.logSum(paths.map { logProbability(of: $0, script.voice) })
    }

    /// log Σ exp, without overflow.
    static func logSum(_ values: [Double]) -> Double {
        let most = values.max() ?? 0
        return most + log(values.reduce(0) { $0 + exp($1 - most) })
    }
}
