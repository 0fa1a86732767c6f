package import Digests
package import Domain
package import Foundation
import Postgres

/// One row of `job`: what a user submitted, and where it is.
package struct JobRecord: Sendable {
    /// The number inside the cluster; part of every task's id.
    package let number: Int32
    package let id: JobID
    package let name: String
    package let state: JobState
    /// Canonical JSON of the expanded specification.
    package let specification: String
    package let specificationDigest: SHA256Digest
    /// How many samples it has.
    package let samples: Int64
    package let createdAt: Date
    package let startedAt: Date?
    package let finishedAt: Date?
}

extension JobRecord {
    static let columns: SQL = """
        job, id, name, state, specification, specification_sha256, samples, created_at, started_at, finished_at
        """

    init(_ row: PostgresRow) throws(PostgresError) {
        number = try row.decode(Int32.self, named: "job")
        id = JobID(uuid: try row.decode(UUID.self, named: "id"))
        name = try row.decode(String.self, named: "name")
        state = try row.decode(JobState.self, named: "state")
        specification = try row.decode(String.self, named: "specification")
        specificationDigest = try row.decode(SHA256Digest.self, named: "specification_sha256")
        samples = try row.decode(Int64.self, named: "samples")
        createdAt = try row.decode(Date.self, named: "created_at")
        startedAt = try row.decode(Date?.self, named: "started_at")
        finishedAt = try row.decode(Date?.self, named: "finished_at")
    }
}
