/// Draws t for a contrastive slot: uniformly from the set, parameters from their ranges.
///
/// Belongs to the slot and not to the attempt, so a retry sees the same image.
package struct PerturbationDraw: Sendable {
    private let rules: [PerturbationRule]
    private let seeds: SeedDerivation

    package init(_ rules: [PerturbationRule], seeds: SeedDerivation) {
        self.rules = rules
        self.seeds = seeds
    }

    /// The perturbation of a generate task's slot; nil from an empty set.
    package func perturbation(for task: TaskID) -> Perturbation? {
        guard !rules.isEmpty else { return nil }
        let slot = task.at(.generate)
        var draw = SeededDraw(seed: seeds.bits(for: slot, .perturbation))
        let rule = rules[draw.integer(in: 0...(rules.count - 1))]
        return Perturbation(kind: rule.kind(&draw), seed: seeds.seed(for: slot, .noise))
    }
}

extension PerturbationRule {
    fileprivate func kind(_ draw: inout SeededDraw) -> Perturbation.Kind {
        switch self {
        case .diffusionNoise(let step): .diffusionNoise(step: draw.integer(in: step))
        case .gaussianBlur(let sigma): .gaussianBlur(sigma: draw.number(in: sigma))
        case .scale(let factor): .scale(factor: draw.number(in: factor))
        }
    }
}
