package import Domain
import Postgres

/// How fast one stage of a job went lately.
package struct StagePace: Sendable, Equatable {
    /// Tasks done a minute: over the last minute, or since work began within it.
    package let perMinute: Double
    /// Whether something was done within the last seconds, 10 to 15 of them.
    package let isMoving: Bool

    package init(perMinute: Double, isMoving: Bool) {
        self.perMinute = perMinute
        self.isMoving = isMoving
    }
}

extension JobCounts {
    /// The pace of a job's stages; those that did nothing for a minute are missing.
    ///
    /// Reads a dozen rows for each stage, which the fold keeps; a second behind.
    package func pace(of job: Int32) async throws -> [Stage: StagePace] {
        let rows = try await database.query(
            """
            with lately as materialized (
                select stage, at, done from pairmill.pace
                where job = \(job) and at > clock_timestamp() - interval '1 min')
            select stage, sum(done)::bigint as done,
                coalesce(bool_or(at > clock_timestamp() - interval '15 s'), false) as moving,
                greatest(5, extract(epoch from clock_timestamp() - (select min(at) from lately)))::float8
                    as seconds
            from lately group by stage
            """)
        var paces: [Stage: StagePace] = [:]
        for row in rows {
            guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { continue }
            let done = Double(try row.decode(Int64.self, named: "done"))
            paces[stage] = StagePace(
                perMinute: done * 60 / (try row.decode(Double.self, named: "seconds")),
                isMoving: try row.decode(Bool.self, named: "moving"))
        }
        return paces
    }
}
