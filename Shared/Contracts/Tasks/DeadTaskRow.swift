package import Domain

/// One row of `GET /v1/tasks/dead`.
package struct DeadTaskRow: Sendable, Codable, Hashable {
    /// The task, in decimal digits: more than a JSON number holds exactly.
    package var task: String
    package var job: JobID
    package var round: Int
    package var sample: SampleID
    package var slot: Int
    package var stage: String
    package var attempt: Int
    package var crashes: Int
    package var reason: String
    package var at: Timestamp

    package init(
        task: String, job: JobID, round: Int, sample: SampleID, slot: Int, stage: String, attempt: Int,
        crashes: Int, reason: String, at: Timestamp
    ) {
        self.task = task
        self.job = job
        self.round = round
        self.sample = sample
        self.slot = slot
        self.stage = stage
        self.attempt = attempt
        self.crashes = crashes
        self.reason = reason
        self.at = at
    }
}
