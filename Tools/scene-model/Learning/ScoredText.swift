import Foundation

/// A text with all the paths by which a script writes it.
///
/// So log p(text | θ) is exact for any θ, and so is its gradient.
struct ScoredText: Sendable {
    private let paths: [ScoredPath]

    /// Nil for a text the script can't write.
    init?(_ text: String, in script: Script) {
        paths = script.paths(writing: text).map { ScoredPath($0, script.voice) }
        if paths.isEmpty { return nil }
    }

    /// log p(text | θ).
    func logProbability(under weights: Weights) -> Double {
        Weights.logSum(paths.map { $0.logProbability(under: weights) })
    }

    /// Adds the gradient of log p(text | θ), times a factor.
    ///
    /// The gradient of a log of a sum over paths is the mean of the paths' gradients,
    /// each weighed by its share of the sum: ∇ log Σ pᵢ = Σ (pᵢ / Σ pⱼ) ∇ log pᵢ.
    func addGradient(under weights: Weights, times factor: Double, to gradient: inout Gradient) {
        let logs = paths.map { $0.logProbability(under: weights) }
        let total = Weights.logSum(logs)
        for (path, log) in zip(paths, logs) {
            path.addGradient(under: weights, times: factor * exp(log - total), to: &gradient)
        }
    }
}
