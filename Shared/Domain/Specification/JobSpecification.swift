/// What a user asks for: the method with every choice made (DECISIONS 7).
///
/// Frozen when the job starts and stored with its SHA-256; the stages read it
/// and nothing else decides what they do. `problems()` checks it.
package struct JobSpecification: Sendable, Hashable {
    /// The preset it was expanded from.
    package var preset: Preset
    package var name = ""
    /// Where every draw of the job starts (DECISIONS 11).
    package var seed = Seed(rawValue: 0)
    /// The job's share of the backends against other jobs.
    package var weight = 1.0
    /// The most tasks of the job in flight; nil for no limit.
    package var cap: Int?
    package var sampling = SamplingPlan()
    /// The set t is drawn from, uniformly, once for each contrastive response.
    package var perturbations = PerturbationRule.standard
    package var revision = RevisionPlan()
    package var verification = VerificationPlan()
    package var pairing = PairingRules()
    package var models = ModelChoice()
    /// Templates in place of the stages' own.
    package var prompts: [PromptKind: String] = [:]
    package var training = TrainingPlan()
    package var rounds: [RoundPlan]

    package init(preset: Preset, rounds: [RoundPlan]) {
        self.preset = preset
        self.rounds = rounds
    }
}

extension JobSpecification {
    /// How responses are sampled in a round, counted from 1.
    package func sampling(inRound round: Int) -> SamplingPlan { plan(ofRound: round)?.sampling ?? sampling }

    /// How responses are revised in a round; a round that samples with the reference revises nothing.
    package func revision(inRound round: Int) -> RevisionPlan {
        let plan = plan(ofRound: round)
        var revision = plan?.revision ?? revision
        if plan?.reference == .sampling { revision.feedbacks = 0 }
        return revision
    }

    /// The plan of a round, counted from 1; nil for a round that is not planned.
    package func plan(ofRound round: Int) -> RoundPlan? {
        rounds.indices.contains(round - 1) ? rounds[round - 1] : nil
    }
}
