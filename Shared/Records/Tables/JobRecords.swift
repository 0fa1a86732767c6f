package import Digests
package import Domain
import Foundation
package import Postgres
import TaskQueue

/// The table `job`.
package struct JobRecords: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Stores a job and makes its result partitions.
    package func create(
        id: JobID, name: String, specification: String, digest: SHA256Digest, weight: Double, cap: Int?
    ) async throws -> JobRecord {
        try await database.transaction {
            try await create(
                id: id, name: name, specification: specification, digest: digest, weight: weight, cap: cap,
                over: $0)
        }
    }

    /// The same as a part of a transaction.
    package func create(
        id: JobID, name: String, specification: String, digest: SHA256Digest, weight: Double, cap: Int?,
        over connection: PostgresConnection
    ) async throws -> JobRecord {
        let rows = try await connection.query(
            """
            insert into pairmill.job (id, name, specification, specification_sha256, weight, cap)
            values (\(id.uuid), \(name), \(specification), \(digest), \(weight)::real,
                \(cap.map(Int32.init))::int)
            returning \(JobRecord.columns)
            """)
        guard let row = rows.first else { throw RecordsError.missing("the job just stored") }
        let job = try JobRecord(row)
        _ = try await connection.query("select pairmill.add_result_partitions(\(job.number)::int)")
        return job
    }

    package func find(_ id: JobID) async throws -> JobRecord? {
        try await database.query("select \(JobRecord.columns) from pairmill.job where id = \(id.uuid)")
            .first.map(JobRecord.init)
    }

    package func find(number: Int32) async throws -> JobRecord? {
        try await database.query("select \(JobRecord.columns) from pairmill.job where job = \(number)")
            .first.map(JobRecord.init)
    }

    /// Jobs newest first, starting after a given one.
    package func list(limit: Int, after: JobID?) async throws -> [JobRecord] {
        try await database.query(
            """
            select \(JobRecord.columns) from pairmill.job
            where \(after == nil)::bool
                or job < (select job from pairmill.job where id = \(after?.uuid)::uuid)
            order by job desc limit \(Int64(limit))::bigint
            """
        ).map { try JobRecord($0) }
    }

    /// Jobs the Orchestrator has something to drive for: those running, and what paused ones began.
    package func driven() async throws -> [JobRecord] {
        try await database.query(
            """
            select \(JobRecord.columns) from pairmill.job where state in ('running', 'paused') order by job
            """
        ).map { try JobRecord($0) }
    }

    /// Cancels a job and its rounds; false if it was over already (QUEUE R35).
    package func cancel(_ job: Int32) async throws -> Bool {
        try await database.transaction { connection in
            guard try await Rounds.cancel(job: job, connection) else { return false }
            _ = try await connection.query(
                "update pairmill.job set finished_at = now() where job = \(job)")
            return true
        }
    }

    /// Moves a job from one of the given states to another; nil if it was in none of them.
    package func move(_ job: Int32, from: [JobState], to state: JobState) async throws -> JobRecord? {
        try await database.query(
            """
            update pairmill.job set state = \(state.rawValue),
                started_at = case when \(state == .running)::bool then coalesce(started_at, now())
                    else started_at end,
                finished_at = case when \(state == .done || state == .cancelled)::bool then now()
                    else finished_at end
            where job = \(job) and state = any (\(from.map(\.rawValue)))
            returning \(JobRecord.columns)
            """
        ).first.map(JobRecord.init)
    }
}
