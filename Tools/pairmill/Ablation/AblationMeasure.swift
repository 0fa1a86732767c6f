/// What is measured of a row with one seed.
enum AblationMeasure: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    /// The share of verdicts on held-out samples that pass: the row's worth.
    case heldOutPassRate = "held_out_pass_rate"
    /// Samples with at least one preference pair that is not excluded.
    case samplesWithPairs = "samples_with_pairs"
    /// Preference pairs that are not excluded.
    case pairs
    /// Samples that are still hard after the preset's last round.
    case hardLeft = "hard_left"
    /// The share of verdicts in the preset's rounds that pass.
    case passRate = "pass_rate"
    /// How much the margin of the preset's own last training of the generator rose, in nats.
    case marginGain = "margin_gain"
    /// Word F1 of round-3 responses with their references.
    case responseSimilarity = "response_similarity"
    /// Word F1 of what passed in round 3 with its references.
    case winnerSimilarity = "winner_similarity"
}

/// The measures of a row with one seed; those it does not have are missing.
typealias AblationFigures = [AblationMeasure: Double]

extension AblationMeasure {
    /// A column's head.
    var title: String {
        switch self {
        case .heldOutPassRate: "held-out pass rate, %"
        case .samplesWithPairs: "samples with pairs"
        case .pairs: "pairs"
        case .hardLeft: "hard left"
        case .passRate: "verifier pass rate, %"
        case .marginGain: "margin gained"
        case .responseSimilarity: "F1 of round-3 responses"
        case .winnerSimilarity: "F1 of round-3 winners"
        }
    }

    /// Shares are shown in percent.
    var scale: Double { [.heldOutPassRate, .passRate].contains(self) ? 100 : 1 }

    var decimals: Int { [.marginGain, .responseSimilarity, .winnerSimilarity].contains(self) ? 3 : 1 }

    /// A value as people read it, its unit left out.
    func text(_ value: Double) -> String { (value * scale).text(decimals: decimals) }

    /// A mean with what it may be off by; the mean alone where one seed gave it.
    func text(_ interval: MeanInterval) -> String {
        text(interval.mean) + (interval.halfWidth.map { " ± \(text($0))" } ?? "")
    }
}
