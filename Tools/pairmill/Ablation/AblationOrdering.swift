/// A row that is expected to have more of something than another.
struct AblationOrdering: Sendable, Equatable {
    let claim: String
    let measure: AblationMeasure
    let more: AblationRow
    /// Nil where zero is what it must exceed.
    var less: AblationRow?

    /// By how much the paper's averages differ; they are compared with held-out pass rates alone.
    var paperDifference: Double? {
        guard measure == .heldOutPassRate, let less else { return nil }
        return more.paperAverage - less.paperAverage
    }
}

extension AblationOrdering {
    /// The orderings of the paper's averages.
    static let paper = [
        worth("Pairs of round 1 help, also without contrastive sampling", .withoutContrastive, .base),
        worth("Contrastive sampling helps", .round1, .withoutContrastive),
        worth("Round 2 helps", .rounds1And2, .round1),
        worth("Round 3 helps", .ipa, .rounds1And2),
        worth("Reference-guided sampling hurts", .rounds1And2, .referenceGuidedSampling),
        worth("Feedback beats sampling as the place for the reference", .ipa, .referenceGuidedSampling),
        worth("The whole method helps", .ipa, .base),
    ]

    /// What the method promises on the way there (PIPELINE §4).
    static let method = [
        AblationOrdering(
            claim: "Contrastive sampling makes pairs for more samples", measure: .samplesWithPairs,
            more: .round1, less: .withoutContrastive),
        AblationOrdering(
            claim: "Round 2 recovers hard samples", measure: .hardLeft, more: .round1, less: .rounds1And2),
        AblationOrdering(
            claim: "Round 3 recovers more of them", measure: .hardLeft, more: .rounds1And2, less: .ipa),
        AblationOrdering(
            claim: "Training raises the margin of chosen over rejected", measure: .marginGain,
            more: .rounds1And2),
        AblationOrdering(
            claim: "Reference-guided sampling imitates: its responses are closer to the reference",
            measure: .responseSimilarity, more: .referenceGuidedSampling, less: .ipa),
        AblationOrdering(
            claim: "So are its winners", measure: .winnerSimilarity, more: .referenceGuidedSampling,
            less: .ipa),
    ]

    private static func worth(_ claim: String, _ more: AblationRow, _ less: AblationRow) -> AblationOrdering {
        AblationOrdering(claim: claim, measure: .heldOutPassRate, more: more, less: less)
    }
}
