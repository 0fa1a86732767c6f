package import Digests
import Domain
package import Postgres

/// Reads the samples that adapters are proven with (BACKENDS §7).
package struct GateSamples: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// A sample, and a response to it of any earlier round; one that failed where there is one.
    package struct GateSample: Sendable, Hashable {
        package let image: SHA256Digest
        package let instruction: String
        package let response: String?
    }

    /// Samples that stayed hard in the round before, then others, each in the order of their numbers.
    package func read(before round: Int, of job: Int32, limit: Int) async throws -> [GateSample] {
        let range = TaskID.range(job: job)
        let verdict = SQL.verdict(
            where: "v.task_id between \(range.lowerBound) and \(range.upperBound)")
        let statement: SQL = """
            with chosen as (
                select s.sample, s.image, s.instruction, o.outcome is not distinct from 'hard' as is_hard
                from pairmill.sample s left join pairmill.sample_outcome o
                    on o.job = s.job and o.round = \(Int16(round - 1)) and o.sample = s.sample
                where s.job = \(job)
                order by is_hard desc, s.sample limit \(Int64(limit))::bigint)
            select c.image, c.instruction, (
                select r.body from generate_series(1, \(Int32(round - 1))) g
                join pairmill.response r on r.task_id between pairmill.task_id(\(job), g, c.sample, 0, 0)
                    and pairmill.task_id(\(job), g, c.sample, 255, 31)
                cross join \(verdict)
                where r.task_id between \(range.lowerBound) and \(range.upperBound)
                order by v.v, g desc, r.task_id limit 1) as response
            from chosen c order by c.is_hard desc, c.sample
            """
        return try await database.query(statement.plannedAnew()).map { row in
            GateSample(
                image: try row.decode(SHA256Digest.self, named: "image"),
                instruction: try row.decode(String.self, named: "instruction"),
                response: try row.decode(String?.self, named: "response"))
        }
    }
}
