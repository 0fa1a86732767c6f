package import Digests
package import Domain
package import Foundation
import Postgres

/// One row of `training`: a role's training before a round.
package struct TrainingRecord: Sendable {
    package let job: Int32
    package let round: Int
    package let role: Role
    package let state: TrainingState
    /// Counted from 1; each is a training of its own at the trainer.
    package let attempt: Int
    package let pairs: Int64
    /// When it has taken too long; nil before the trainer has it.
    package let deadline: Date?
    package let file: String?
    package let fileDigest: SHA256Digest?
    package let trainerJob: String?
    package let progress: TrainingProgress
    package let reason: String?
    package let adapter: String?
    /// Whether its round has been cancelled meanwhile.
    package let isCancelled: Bool

    static let columns: SQL = """
        t.job, t.round, t.role, t.state, t.attempt, t.pairs, t.deadline, t.file, t.file_sha256, t.trainer_job,
        t.progress, t.reason, t.adapter, r.state = 'cancelled' as is_cancelled
        """

    init(_ row: PostgresRow) throws {
        job = try row.decode(Int32.self, named: "job")
        round = Int(try row.decode(Int16.self, named: "round"))
        role = try row.decode(Role.self, named: "role")
        state = try row.decode(TrainingState.self, named: "state")
        attempt = Int(try row.decode(Int16.self, named: "attempt"))
        pairs = try row.decode(Int64.self, named: "pairs")
        deadline = try row.decode(Date?.self, named: "deadline")
        file = try row.decode(String?.self, named: "file")
        fileDigest = try row.decode(SHA256Digest?.self, named: "file_sha256")
        trainerJob = try row.decode(String?.self, named: "trainer_job")
        progress = try JSONDecoder().decode(
            TrainingProgress.self, from: Data(row.decode(String.self, named: "progress").utf8))
        reason = try row.decode(String?.self, named: "reason")
        adapter = try row.decode(String?.self, named: "adapter")
        isCancelled = try row.decode(Bool.self, named: "is_cancelled")
    }
}
