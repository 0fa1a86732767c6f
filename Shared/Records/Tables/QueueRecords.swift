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

    /// How many jobs that are over `summary` looks at beside those that are not (ours).
    package static let latestFinished = 3

    /// Depths by stage and place, and what conservation says (QUEUE R2).
    package struct Summary: Sendable, Codable {
        /// By stage, then by place: ready, lease, deferred or dead.
        package let stages: [String: [String: Int64]]
        package let conservation: Conservation
    }

    /// Tasks that are nowhere, and places that are too many.
    package struct Conservation: Sendable, Codable {
        package let leak: Int64
        package let doubled: Int64

        init(_ row: PostgresRow?) throws(PostgresError) {
            leak = try row?.decode(Int64.self, named: "leak") ?? 0
            doubled = try row?.decode(Int64.self, named: "doubled") ?? 0
        }
    }

    /// Looks at one job, or at those that are not over and the last few that are: so it
    /// costs no more the more jobs there were.
    package func summary(of job: Int32? = nil) async throws -> Summary {
        var stages: [String: [String: Int64]] = [:]
        for stage in Stage.allCases { stages[stage.description] = [:] }
        for row in try await database.query(Self.depths(of: job)) {
            let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) ?? .generate
            stages[stage.description]?[try row.decode(String.self, named: "place")] =
                try row.decode(Int64.self, named: "tasks")
        }
        return Summary(
            stages: stages, conservation: try await conservation(among: Self.looked(at: job)))
    }

    /// What conservation says of one round.
    package func conservation(of job: Int32, round: Int) async throws -> Conservation {
        let statement: SQL = """
            select coalesce(sum(abs(leak)), 0)::bigint as leak, coalesce(sum(doubled), 0)::bigint as doubled
            from pairmill.conservation(\(job), \(Int32(round)))
            """
        return try Conservation(try await database.query(statement.plannedAnew()).first)
    }

    /// What conservation says of all jobs that are not over.
    package func conservationOfUnfinished() async throws -> Conservation {
        try await conservation(among: Self.unfinished)
    }

    private func conservation(among jobs: SQL) async throws -> Conservation {
        let statement: SQL = """
            with looked as (\(jobs))
            select coalesce(sum(abs(c.leak)), 0)::bigint as leak, coalesce(sum(c.doubled), 0)::bigint as doubled
            from looked join pairmill.round r using (job)
            cross join lateral pairmill.conservation(r.job, r.round) c
            """
        return try Conservation(try await database.query(statement.plannedAnew()).first)
    }

    /// Live tasks are few and all counted; the dead stay with their job, so only some jobs' are.
    private static func depths(of job: Int32?) -> SQL {
        """
        with looked as materialized (\(looked(at: job)))
        select stage, place, count(*) as tasks from pairmill.queue_place
        where place <> 'dead' and (\(job == nil)::bool or job = \(job ?? 0)) group by 1, 2
        union all
        select d.stage, 'dead', count(*) from looked l join pairmill.dead d
            on d.task_id between pairmill.first_of(l.job, 0) and pairmill.last_of(l.job, 15) group by 1
        """
    }

    private static func looked(at job: Int32?) -> SQL {
        guard let job else {
            return """
                \(unfinished) union (select job from pairmill.job where state in ('done', 'cancelled')
                    and finished_at is not null order by finished_at desc limit \(Int64(latestFinished))::bigint)
                """
        }
        return "select \(job) as job"
    }

    /// Each half has an index of its own.
    private static let unfinished: SQL = """
        select job from pairmill.job where state not in ('done', 'cancelled')
        union all select job from pairmill.job where state = 'cancelled' and not swept
        """

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
