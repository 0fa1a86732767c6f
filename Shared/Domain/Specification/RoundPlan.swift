/// What one round does: construction, self-evolution and reference-guided are plans (DECISIONS 8).
package struct RoundPlan: Sendable, Hashable {
    /// Which samples take part.
    package enum Source: String, Sendable, Hashable, CaseIterable, Codable {
        case all
        /// The hard samples of the round before.
        case hard
    }

    /// Who is shown the reference besides the verifier.
    package enum ReferenceUse: String, Sendable, Hashable, CaseIterable, Codable {
        case none
        /// The reviser's feedback call; refinement never is.
        case feedback
        /// The generator, and nothing is revised: the paper's ablation RGS.
        case sampling
    }

    package var from: Source
    /// Whether adapters are trained before the round.
    package var train: Bool
    package var reference: ReferenceUse
    /// In place of the job's sampling.
    package var sampling: SamplingPlan?
    /// In place of the job's revision.
    package var revision: RevisionPlan?

    package init(from: Source, train: Bool = false, reference: ReferenceUse = .none) {
        self.from = from
        self.train = train
        self.reference = reference
    }
}

extension RoundPlan {
    /// Round 1 of the method: all samples, base models.
    package static let construction = RoundPlan(from: .all)
    /// Round 2: hard samples, with adapters trained on what round 1 made.
    package static let selfEvolution = RoundPlan(from: .hard, train: true)
    /// Round 3: what is still hard, feedback sees the reference.
    package static let referenceGuided = RoundPlan(from: .hard, reference: .feedback)
    /// Round 3 of the ablation that shows the generator the reference.
    package static let referenceGuidedSampling = RoundPlan(from: .hard, reference: .sampling)
}
