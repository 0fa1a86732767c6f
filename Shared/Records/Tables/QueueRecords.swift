package import Domain
package import Foundation
package import Postgres

/// A task that was given up.
package struct DeadTask: Sendable {
    package let task: TaskID
    package let sample: SampleID
    package let attempt: Int
    package let crashes: Int
    package let reason: String
    package let at: Date
}

/// The queue as operators look at it.
package struct QueueRecords: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Depths by stage and place, and what conservation says of all rounds at work (QUEUE R2).
    package struct Summary: Sendable, Encodable {
        package struct Conservation: Sendable, Encodable {
            package let leak: Int64
            package let doubled: Int64
        }
        /// By stage, then by place: ready, lease, deferred or dead.
        package let stages: [String: [String: Int64]]
        package let conservation: Conservation
    }

    package func summary() async throws -> Summary {
        var stages: [String: [String: Int64]] = [:]
        for stage in Stage.allCases { stages[stage.description] = [:] }
        let rows = try await database.query(
            "select stage, place, count(*) as tasks from pairmill.queue_place group by 1, 2")
        for row in rows {
            let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) ?? .generate
            stages[stage.description]?[try row.decode(String.self, named: "place")] =
                try row.decode(Int64.self, named: "tasks")
        }
        let held = try await database.query(
            """
            select coalesce(sum(abs(leak)), 0)::bigint as leak, coalesce(sum(doubled), 0)::bigint as doubled
            from pairmill.conservation
            """)
        return Summary(
            stages: stages,
            conservation: .init(
                leak: try held.first?.decode(Int64.self, named: "leak") ?? 0,
                doubled: try held.first?.decode(Int64.self, named: "doubled") ?? 0))
    }

    /// Dead tasks of a job, by id.
    package func dead(of job: Int32, after: Int64?, limit: Int) async throws -> [DeadTask] {
        let range = TaskID.range(job: job)
        return try await database.query(
            """
            select d.task_id, s.id as sample_id, d.attempt, d.crashes, d.reason, d.at
            from pairmill.dead d
            join pairmill.sample s on s.job = d.job and s.sample = pairmill.sample_of(d.task_id)
            where d.task_id between \(range.lowerBound) and \(range.upperBound)
                and d.task_id > \(after ?? 0)
            order by d.task_id limit \(Int64(limit))::bigint
            """
        ).map { row in
            DeadTask(
                task: TaskID(rawValue: try row.decode(Int64.self, named: "task_id")),
                sample: SampleID(uuid: try row.decode(UUID.self, named: "sample_id")),
                attempt: Int(try row.decode(Int16.self, named: "attempt")),
                crashes: Int(try row.decode(Int16.self, named: "crashes")),
                reason: try row.decode(String.self, named: "reason"),
                at: try row.decode(Date.self, named: "at"))
        }
    }
}
