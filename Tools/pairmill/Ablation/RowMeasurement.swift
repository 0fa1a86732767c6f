/// What measuring a row with one seed brought.
struct RowMeasurement: Sendable, Equatable {
    var figures: AblationFigures
    /// Adapters of the preset's own rounds that did not pass their gate and were left out, as
    /// `round 2, reviser`.
    var leftOut: [String] = []
}
