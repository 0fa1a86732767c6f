import Domain
import Postgres
import TaskQueue

extension RoundRecords {
    /// Sets the progress of a closing round to what its results say; again changes nothing.
    ///
    /// Reads the keys of all the round's results, so it is for its end only.
    package func recount(_ round: Int, of job: Int32) async throws {
        let id = RoundID(job: job, number: Int16(round))
        try await database.transaction { connection in
            var done: [Stage: Int64] = [:]
            for row in try await connection.query(Self.results(of: id).plannedAnew()) {
                guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else {
                    continue
                }
                done[stage] = try row.decode(Int64.self, named: "results")
            }
            try await Rounds.recount(id, done: done, connection)
        }
    }

    private static func results(of round: RoundID) -> SQL {
        """
        select 0::smallint as stage, count(*) as results from pairmill.response
        where task_id between \(round.ids.lowerBound) and \(round.ids.upperBound)
        union all select 1::smallint, count(*) from pairmill.revision
        where task_id between \(round.ids.lowerBound) and \(round.ids.upperBound)
        union all select 2::smallint, count(*) from pairmill.verdict
        where task_id between \(round.ids.lowerBound) and \(round.ids.upperBound)
        """
    }
}
