package import Domain
package import Digests

/// The reply to `GET /v1/jobs/{job}`.
package struct JobStatus: Sendable, Codable, Hashable {
    package var id: JobID
    package var object: String
    package var name: String
    package var preset: Preset
    package var state: JobState
    package var seed: Seed
    package var createdAt: Timestamp
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var samples: Int64
    package var rounds: [RoundStatus]
    /// The counts of all rounds.
    package var stages: StageTable
    /// Samples still hard after the last closed round.
    package var hard: Int64
    package var pairs: Int64
    package var feedbackPairs: Int64
    /// Summed only where `?cost=1` asks for it: that reads every result.
    package var tokens: TokenCounts?
    /// Done a minute in all stages, over the last one or since work began within it;
    /// nil unless the job runs.
    package var tasksPerMinute: Double?
    /// Until the last round is over; nil while a round to come waits for a training
    /// or for hard samples that are not known yet.
    package var etaSeconds: Int64?
    package var blocked: Blocked?
    package var warnings: [String]
    package var specification: JSONValue
    package var specificationSHA256: SHA256Digest

    package init(
        id: JobID, object: String = "job", name: String, preset: Preset, state: JobState, seed: Seed,
        createdAt: Timestamp, startedAt: Timestamp? = nil, finishedAt: Timestamp? = nil, samples: Int64,
        rounds: [RoundStatus], stages: StageTable, hard: Int64 = 0, pairs: Int64 = 0,
        feedbackPairs: Int64 = 0, tokens: TokenCounts? = nil, tasksPerMinute: Double? = nil,
        etaSeconds: Int64? = nil, blocked: Blocked? = nil, warnings: [String] = [], specification: JSONValue,
        specificationSHA256: SHA256Digest
    ) {
        self.id = id
        self.object = object
        self.name = name
        self.preset = preset
        self.state = state
        self.seed = seed
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.samples = samples
        self.rounds = rounds
        self.stages = stages
        self.hard = hard
        self.pairs = pairs
        self.feedbackPairs = feedbackPairs
        self.tokens = tokens
        self.tasksPerMinute = tasksPerMinute
        self.etaSeconds = etaSeconds
        self.blocked = blocked
        self.warnings = warnings
        self.specification = specification
        self.specificationSHA256 = specificationSHA256
    }

    package enum CodingKeys: String, CodingKey {
        case id, object, name, preset, state, seed, samples, rounds, stages, hard, pairs, tokens, blocked,
            warnings, specification
        case createdAt = "created_at"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case feedbackPairs = "feedback_pairs"
        case tasksPerMinute = "tasks_per_minute"
        case etaSeconds = "eta_seconds"
        case specificationSHA256 = "specification_sha256"
    }
}
