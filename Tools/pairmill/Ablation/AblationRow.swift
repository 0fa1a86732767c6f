import Domain

/// A row of the paper's ablation: the base model, or a preset whose pairs a generator learns from.
enum AblationRow: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    case base
    case withoutContrastive = "ipa-no-contrastive"
    case round1 = "ipa-round-1"
    case rounds1And2 = "ipa-rounds-1-2"
    case referenceGuidedSampling = "ipa-rgs"
    case ipa

    /// Nil for the base model, which learns from nothing.
    var preset: Preset? { Preset(rawValue: rawValue) }

    /// What people call it.
    var words: String {
        switch self {
        case .base: "base model"
        case .withoutContrastive: "round 1, normal sampling only"
        case .round1: "round 1"
        case .rounds1And2: "rounds 1 and 2"
        case .referenceGuidedSampling: "rounds 1 to 3, reference-guided sampling"
        case .ipa: "rounds 1 to 3"
        }
    }

    /// The average over benchmarks that the paper reports for it (PIPELINE §1).
    var paperAverage: Double {
        switch self {
        case .base: 68.1
        case .withoutContrastive: 69.1
        case .round1: 70.1
        case .rounds1And2: 70.4
        case .referenceGuidedSampling: 69.8
        case .ipa: 70.5
        }
    }
}
