import Foundation

/// A preference pair as DPO sees it: two texts to one prompt and picture.
///
/// Direct Preference Optimization, arXiv 2305.18290, equation 7:
///
///     loss = −log σ(h),  h = β · ((log π(chosen) − log π(rejected)) − the same under π_ref)
struct DPOPair: Sendable {
    let chosen: ScoredText
    let rejected: ScoredText
    /// log π_ref(chosen) − log π_ref(rejected), which never changes.
    let referenceMargin: Double

    init(chosen: ScoredText, rejected: ScoredText, reference: Weights) {
        self.chosen = chosen
        self.rejected = rejected
        referenceMargin = chosen.logProbability(under: reference) - rejected.logProbability(under: reference)
    }

    /// log π(chosen) − log π(rejected).
    func margin(under weights: Weights) -> Double {
        chosen.logProbability(under: weights) - rejected.logProbability(under: weights)
    }

    /// The figures of this one pair.
    func figures(under weights: Weights, beta: Double) -> DPOFigures {
        let reward = beta * (margin(under: weights) - referenceMargin)
        return DPOFigures(loss: Self.loss(reward), accuracy: reward > 0 ? 1 : 0, margin: reward)
    }

    /// Adds the gradient of the loss: −β σ(−h) (∇ log π(chosen) − ∇ log π(rejected)).
    func addGradient(under weights: Weights, beta: Double, to gradient: inout Gradient) {
        let reward = beta * (margin(under: weights) - referenceMargin)
        let factor = -beta / (1 + exp(reward))
        chosen.addGradient(under: weights, times: factor, to: &gradient)
        rejected.addGradient(under: weights, times: -factor, to: &gradient)
    }

    /// −log σ(h), without overflow.
    private static func loss(_ reward: Double) -> Double { max(-reward, 0) + log1p(exp(-abs(reward))) }
}
