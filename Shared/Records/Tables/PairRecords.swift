import Domain
import Foundation
package import Postgres

/// The tables `preference_pair`, `feedback_pair` and `sample_outcome`.
package struct PairRecords: Sendable {
    let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Stores a chunk and moves the round's cursor, in one short transaction (DECISIONS 15).
    ///
    /// False if the cursor had moved already: another Orchestrator stored this chunk.
    package func store(
        _ chunk: PairChunk, round: Int, of job: Int32, from cursor: Int64
    ) async throws -> Bool {
        try await database.transaction { connection in
            let moved = try await connection.query(
                """
                update pairmill.round set pair_cursor = \(chunk.cursor)
                where job = \(job) and round = \(Int16(round)) and state = 'closing'
                    and pair_cursor = \(cursor) returning 1
                """)
            guard !moved.isEmpty else { return false }
            if !chunk.pairs.isEmpty {
                _ = try await connection.query(Self.insert(chunk.pairs, round: round, job: job))
            }
            if !chunk.feedbackPairs.isEmpty {
                _ = try await connection.query(Self.insert(chunk.feedbackPairs, round: round, job: job))
            }
            if !chunk.outcomes.isEmpty {
                _ = try await connection.query(
                    """
                    insert into pairmill.sample_outcome (job, round, sample, outcome)
                    select \(job), \(Int16(round)), * from unnest(\(chunk.outcomes.map(\.sample)),
                        \(chunk.outcomes.map(\.outcome.rawValue)))
                    on conflict do nothing
                    """)
            }
            return true
        }
    }

    private static func insert(_ pairs: [PairDraft], round: Int, job: Int32) -> SQL {
        """
        insert into pairmill.preference_pair
            (job, round, sample, id, chosen, rejected, chosen_source, rejected_source,
            chosen_words, rejected_words, excluded)
        select \(job), \(Int16(round)), * from unnest(\(pairs.map(\.sample)), \(pairs.map(\.id.uuid)),
            \(pairs.map(\.chosen.rawValue)), \(pairs.map(\.rejected.rawValue)),
            \(pairs.map(\.chosenSource.rawValue)), \(pairs.map(\.rejectedSource.rawValue)),
            \(pairs.map { Int32($0.chosenWords) }), \(pairs.map { Int32($0.rejectedWords) }),
            \(pairs.map(\.excluded)))
        on conflict do nothing
        """
    }

    private static func insert(_ pairs: [FeedbackPairDraft], round: Int, job: Int32) -> SQL {
        """
        insert into pairmill.feedback_pair
            (job, round, sample, id, response, chosen, rejected, saw_reference, excluded)
        select \(job), \(Int16(round)), * from unnest(\(pairs.map(\.sample)), \(pairs.map(\.id.uuid)),
            \(pairs.map(\.response.rawValue)), \(pairs.map(\.chosen.rawValue)),
            \(pairs.map(\.rejected.rawValue)), \(pairs.map(\.sawReference)), \(pairs.map(\.excluded)))
        on conflict do nothing
        """
    }
}
