package import Domain

/// One round in the status of its job.
package struct RoundStatus: Sendable, Codable, Hashable {
    package var round: Int
    package var state: RoundState
    package var from: RoundPlan.Source
    package var train: Bool
    package var reference: RoundPlan.ReferenceUse
    package var stages: StageTable
    package var yield: RoundYield
    /// Whether the yield may still change.
    package var provisional: Bool
    /// Why the round waits, for one that does.
    package var reason: String?
    /// Until the round has no task left; nil while that is not known.
    package var etaSeconds: Int64?
    /// The adapter each role runs on, by the role's name.
    package var adapters: [String: String]
    /// What was trained, or is to be, before the round; one for each role that learns.
    package var training: [TrainingStatus]

    package init(
        round: Int, state: RoundState, from: RoundPlan.Source, train: Bool, reference: RoundPlan.ReferenceUse,
        stages: StageTable, yield: RoundYield, provisional: Bool, reason: String? = nil,
        etaSeconds: Int64? = nil, adapters: [String: String] = [:], training: [TrainingStatus] = []
    ) {
        self.round = round
        self.state = state
        self.from = from
        self.train = train
        self.reference = reference
        self.stages = stages
        self.yield = yield
        self.provisional = provisional
        self.reason = reason
        self.etaSeconds = etaSeconds
        self.adapters = adapters
        self.training = training
    }

    package enum CodingKeys: String, CodingKey {
        case round, state, from, train, reference, stages, yield, provisional, reason, adapters,
            training
        case etaSeconds = "eta_seconds"
    }
}
