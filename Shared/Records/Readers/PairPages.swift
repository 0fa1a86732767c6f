package import Domain
import Foundation
package import Postgres

/// Reads pairs with their texts, page by page in the order (round, chosen, rejected).
///
/// Ids of tasks order like their samples, and equal jobs have equal ones: their pairs come in the
/// same order, so that equal jobs train on equal lines.
package struct PairPages: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// The place after which a page begins.
    package struct Cursor: Sendable, Equatable {
        package let round: Int
        package let chosen: TaskID
        package let rejected: TaskID

        package init(_ pair: StoredPair) {
            round = pair.round
            chosen = pair.chosenTask
            rejected = pair.rejectedTask
        }
    }

    /// Preference pairs of a job, or of one round; struck ones only if asked for.
    package func pairs(
        of job: Int32, round: Int?, withExcluded: Bool, after cursor: Cursor?, limit: Int
    ) async throws -> [StoredPair] {
        let range = TaskID.range(job: job)
        let statement: SQL = """
            select p.id, p.round, p.sample, s.id as sample_id, s.name as sample_name, s.image, i.media_type,
                s.instruction, s.reference, p.chosen, p.rejected, p.chosen_source, p.rejected_source,
                v.failed, p.excluded,
                coalesce(cr.body, cv.body) as chosen_text, coalesce(rr.body, rv.body) as rejected_text,
                null::text as response_text, false as saw_reference
            from pairmill.preference_pair p
            join pairmill.sample s on s.job = p.job and s.sample = p.sample
            join pairmill.image i on i.sha256 = s.image
            join pairmill.verdict v on v.task_id = p.rejected + 1
                and v.task_id between \(range.lowerBound) and \(range.upperBound)
            left join pairmill.response cr on cr.task_id = p.chosen
                and cr.task_id between \(range.lowerBound) and \(range.upperBound)
            left join pairmill.revision cv on cv.task_id = p.chosen
                and cv.task_id between \(range.lowerBound) and \(range.upperBound)
            left join pairmill.response rr on rr.task_id = p.rejected
                and rr.task_id between \(range.lowerBound) and \(range.upperBound)
            left join pairmill.revision rv on rv.task_id = p.rejected
                and rv.task_id between \(range.lowerBound) and \(range.upperBound)
            \(Self.place(job: job, round: round, withExcluded: withExcluded, after: cursor, limit: limit))
            """
        return try await database.query(statement.plannedAnew()).map { try StoredPair($0) }
    }

    /// Feedback pairs: the texts are the feedbacks, `response` is what both are about.
    package func feedbackPairs(
        of job: Int32, round: Int?, withExcluded: Bool, after cursor: Cursor?, limit: Int
    ) async throws -> [StoredPair] {
        let range = TaskID.range(job: job)
        let statement: SQL = """
            select p.id, p.round, p.sample, s.id as sample_id, s.name as sample_name, s.image, i.media_type,
                s.instruction, s.reference, p.chosen, p.rejected, 'feedback' as chosen_source,
                'feedback' as rejected_source, v.failed, p.excluded, c.feedback as chosen_text,
                r.feedback as rejected_text, o.body as response_text, p.saw_reference
            from pairmill.feedback_pair p
            join pairmill.sample s on s.job = p.job and s.sample = p.sample
            join pairmill.image i on i.sha256 = s.image
            join pairmill.verdict v on v.task_id = p.rejected + 1
                and v.task_id between \(range.lowerBound) and \(range.upperBound)
            join pairmill.revision c on c.task_id = p.chosen
                and c.task_id between \(range.lowerBound) and \(range.upperBound)
            join pairmill.revision r on r.task_id = p.rejected
                and r.task_id between \(range.lowerBound) and \(range.upperBound)
            join pairmill.response o on o.task_id = p.response
                and o.task_id between \(range.lowerBound) and \(range.upperBound)
            \(Self.place(job: job, round: round, withExcluded: withExcluded, after: cursor, limit: limit))
            """
        return try await database.query(statement.plannedAnew()).map { try StoredPair($0) }
    }

    private static func place(
        job: Int32, round: Int?, withExcluded: Bool, after cursor: Cursor?, limit: Int
    ) -> SQL {
        """
        where p.job = \(job) and (\(round == nil)::bool or p.round = \(Int16(round ?? 0)))
            and (\(withExcluded)::bool or p.excluded is null)
            and (\(cursor == nil)::bool or (p.round, p.chosen, p.rejected)
                > (\(Int16(cursor?.round ?? 0)), \(cursor?.chosen.rawValue ?? 0),
                    \(cursor?.rejected.rawValue ?? 0)))
        order by p.round, p.chosen, p.rejected limit \(Int64(limit))::bigint
        """
    }
}
