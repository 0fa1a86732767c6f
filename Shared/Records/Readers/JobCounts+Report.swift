import Domain
import Postgres

extension JobCounts {
    /// Samples by how they ended: `mixed` if in any round, else as in their last one.
    package func finalOutcomes(of job: Int32) async throws -> [String: Int64] {
        let rows = try await database.query(
            """
            select outcome, count(*) as samples from (
                select case when bool_or(outcome = 'mixed') then 'mixed'
                    else (array_agg(outcome order by round desc))[1] end as outcome
                from pairmill.sample_outcome where job = \(job) group by sample) s
            group by 1
            """)
        return try Self.counts(rows, "outcome", "samples")
    }

    /// Reads every verdict of the job: for reports, not for a page that is looked at all day.
    package func verdicts(of job: Int32) async throws -> VerdictCount {
        let range = TaskID.range(job: job)
        let statement: SQL = """
            select count(*) filter (where v = 1) as passed, count(*) filter (where v = 0) as failed,
                coalesce(sum((detail ->> 'draw')::bigint), 0)::bigint as unreadable,
                coalesce(avg(agreement), 1)::float8 as agreement
            from pairmill.verdict where task_id between \(range.lowerBound) and \(range.upperBound)
            """
        let failures: SQL = """
            select dimension, count(*) as verdicts
            from pairmill.verdict cross join lateral unnest(failed) as f(dimension)
            where task_id between \(range.lowerBound) and \(range.upperBound) group by 1
            """
        var count = VerdictCount()
        if let row = try await database.query(statement.plannedAnew()).first {
            count.passed = try row.decode(Int64.self, named: "passed")
            count.failed = try row.decode(Int64.self, named: "failed")
            count.unreadable = try row.decode(Int64.self, named: "unreadable")
            count.agreement = try row.decode(Double.self, named: "agreement")
        }
        let failed = try Self.counts(
            try await database.query(failures.plannedAnew()), "dimension", "verdicts")
        for dimension in Verdict.Dimension.allCases {
            count.dimensionsFailed[dimension.rawValue] = failed[dimension.rawValue] ?? 0
        }
        return count
    }

    /// How many responses were drawn, and how many differ within their sample and round.
    package func responses(of job: Int32) async throws -> (drawn: Int64, distinct: Int64) {
        let range = TaskID.range(job: job)
        let statement: SQL = """
            select coalesce(sum(drawn), 0)::bigint as drawn, coalesce(sum(differing), 0)::bigint as differing
            from (
                select count(*) as drawn, count(distinct body) as differing from pairmill.response
                where task_id between \(range.lowerBound) and \(range.upperBound)
                group by task_id >> 13) s
            """
        guard let row = try await database.query(statement.plannedAnew()).first else { return (0, 0) }
        return (
            try row.decode(Int64.self, named: "drawn"), try row.decode(Int64.self, named: "differing")
        )
    }

    /// Kept preference pairs by the adapter or model that wrote the chosen text.
    package func policies(of job: Int32) async throws -> [String: Int64] {
        let range = TaskID.range(job: job)
        let statement: SQL = """
            select coalesce(nullif(d.detail ->> 'adapter', ''), d.detail ->> 'model', '') as policy,
                count(*) as pairs
            from pairmill.preference_pair p join (
                select task_id, detail from pairmill.response
                where task_id between \(range.lowerBound) and \(range.upperBound)
                union all select task_id, detail from pairmill.revision
                where task_id between \(range.lowerBound) and \(range.upperBound)) d on d.task_id = p.chosen
            where p.job = \(job) and p.excluded is null group by 1
            """
        return try Self.counts(try await database.query(statement.plannedAnew()), "policy", "pairs")
    }

    private static func counts(
        _ rows: PostgresRows, _ name: String, _ count: String
    ) throws(PostgresError) -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for row in rows {
            counts[try row.decode(String.self, named: name)] = try row.decode(Int64.self, named: count)
        }
        return counts
    }
}
