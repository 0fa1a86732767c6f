/// A specification to start from: the paper's method, and its ablations (PIPELINE.md §1).
package enum Preset: String, Sendable, Hashable, CaseIterable, Codable {
    /// All three rounds.
    case ipa
    /// Construction alone, from normal responses alone.
    case withoutContrastive = "ipa-no-contrastive"
    /// Construction alone.
    case round1 = "ipa-round-1"
    /// Construction and self-evolution.
    case rounds1And2 = "ipa-rounds-1-2"
    /// Round 3 shows the reference to the generator in place of the reviser.
    case referenceGuidedSampling = "ipa-rgs"

    /// The full specification the preset stands for.
    package var specification: JobSpecification {
        switch self {
        case .ipa: specification(.construction, .selfEvolution, .referenceGuided)
        case .withoutContrastive: specification(.construction).with(normal: 8, contrastive: 0)
        case .round1: specification(.construction)
        case .rounds1And2: specification(.construction, .selfEvolution)
        case .referenceGuidedSampling:
            specification(
                .construction, .selfEvolution, .referenceGuidedSampling)
        }
    }

    private func specification(_ rounds: RoundPlan...) -> JobSpecification {
        JobSpecification(preset: self, rounds: rounds)
    }
}

extension JobSpecification {
    /// The same number of calls from other slots: an ablation compares like with like (ours).
    fileprivate func with(normal: Int, contrastive: Int) -> JobSpecification {
        var changed = self
        changed.sampling.normal = normal
        changed.sampling.contrastive = contrastive
        return changed
    }
}
