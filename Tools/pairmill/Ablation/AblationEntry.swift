/// The figures of one step, as they are kept: a line of `figures.ndjson`.
struct AblationEntry: Sendable, Equatable, Codable {
    let settings: AblationPlan.Settings
    let seed: UInt32
    let row: AblationRow
    let figures: AblationFigures
    /// See `RowMeasurement`.
    let leftOut: [String]
    /// How long measuring took.
    let seconds: Double
    /// The day, such as 2026-11-27.
    let day: String

    enum CodingKeys: String, CodingKey {
        case settings, seed, row, figures, seconds, day
        case leftOut = "left_out"
    }

    var step: AblationStep { AblationStep(seed: seed, row: row) }
}
