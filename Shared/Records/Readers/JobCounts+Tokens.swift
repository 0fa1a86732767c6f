import Domain
import Postgres

extension JobCounts {
    /// Tokens sent and received over all stored calls of a job; reads every result.
    package func tokenSums(of job: Int32) async throws -> (sent: Int64, received: Int64) {
        let range = TaskID.range(job: job)
        let rows = try await database.query(
            """
            select coalesce(sum((detail ->> 'tokens_in')::bigint), 0)::bigint as sent,
                coalesce(sum((detail ->> 'tokens_out')::bigint), 0)::bigint as received
            from (
                select detail from pairmill.response
                where task_id between \(range.lowerBound) and \(range.upperBound)
                union all select detail from pairmill.revision
                where task_id between \(range.lowerBound) and \(range.upperBound)
                union all select feedback_detail from pairmill.revision
                where task_id between \(range.lowerBound) and \(range.upperBound)
                union all select detail from pairmill.verdict
                where task_id between \(range.lowerBound) and \(range.upperBound)) call
            """)
        guard let row = rows.first else { return (0, 0) }
        return (try row.decode(Int64.self, named: "sent"), try row.decode(Int64.self, named: "received"))
    }
}
