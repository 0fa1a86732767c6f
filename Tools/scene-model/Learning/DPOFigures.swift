/// What a trainer logs of some pairs: means, under the names TRL gives them.
struct DPOFigures: Sendable, Hashable {
    var loss = 0.0
    /// `rewards/accuracies`: how often the chosen text's reward is the higher.
    var accuracy = 0.0
    /// `rewards/margins`: by how much, β included.
    var margin = 0.0

    /// The means over some; all zero of none.
    static func mean(_ figures: [DPOFigures]) -> DPOFigures {
        let count = Double(max(figures.count, 1))
        return DPOFigures(
            loss: figures.reduce(0) { $0 + $1.loss } / count,
            accuracy: figures.reduce(0) { $0 + $1.accuracy } / count,
            margin: figures.reduce(0) { $0 + $1.margin } / count)
    }
}
