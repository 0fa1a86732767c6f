package import Domain
import Postgres

extension PairRecords {
    /// The texts of pairs that some samples kept in earlier rounds: the cap spans all rounds.
    package func kept(
        of job: Int32, before round: Int, samples: ClosedRange<Int64>
    ) async throws -> [Int64: [PairTexts]] {
        let earlier = (1..<max(round, 1)).map { Int16($0) }
        guard !earlier.isEmpty else { return [:] }
        let ids = TaskID.range(job: job)
        let statement: SQL = """
            select p.sample, coalesce(cr.body, cv.body) as chosen, coalesce(rr.body, rv.body) as rejected
            from pairmill.preference_pair p
            left join pairmill.response cr on cr.task_id = p.chosen
                and cr.task_id between \(ids.lowerBound) and \(ids.upperBound)
            left join pairmill.revision cv on cv.task_id = p.chosen
                and cv.task_id between \(ids.lowerBound) and \(ids.upperBound)
            left join pairmill.response rr on rr.task_id = p.rejected
                and rr.task_id between \(ids.lowerBound) and \(ids.upperBound)
            left join pairmill.revision rv on rv.task_id = p.rejected
                and rv.task_id between \(ids.lowerBound) and \(ids.upperBound)
            where p.job = \(job) and p.round = any (\(earlier)) and p.excluded is null
                and p.sample between \(samples.lowerBound) and \(samples.upperBound)
            order by p.sample, p.id
            """
        var kept: [Int64: [PairTexts]] = [:]
        for row in try await database.query(statement.plannedAnew()) {
            let texts = PairTexts(
                chosen: try row.decode(String.self, named: "chosen"),
                rejected: try row.decode(String.self, named: "rejected"))
            kept[try row.decode(Int64.self, named: "sample"), default: []].append(texts)
        }
        return kept
    }
}
