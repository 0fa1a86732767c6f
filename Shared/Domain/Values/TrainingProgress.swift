/// The last a trainer told of a training; every figure is nil until it was told.
package struct TrainingProgress: Sendable, Hashable, Codable {
    package var step: Int?
    package var totalSteps: Int?
    package var loss: Double?
    /// The share of pairs whose chosen text is preferred, 0 to 1.
    package var accuracy: Double?
    /// Mean reward of chosen less that of rejected, β included (DPO's rewards/margins).
    package var margin: Double?
    package var learningRate: Double?
    package var etaSeconds: Double?
    /// Mean log p(chosen) − log p(rejected) over the training's pairs, before and after.
    package var marginBefore: Double?
    package var marginAfter: Double?
    /// The newest event that was read; the next look goes back to it.
    package var lastEvent: String?

    package init() {}

    package enum CodingKeys: String, CodingKey {
        case step, loss, accuracy, margin
        case totalSteps = "total_steps"
        case learningRate = "learning_rate"
        case etaSeconds = "eta_seconds"
        case marginBefore = "margin_before"
        case marginAfter = "margin_after"
        case lastEvent = "last_event"
    }
}
