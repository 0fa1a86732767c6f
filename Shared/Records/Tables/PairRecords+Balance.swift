package import Domain
import Postgres

extension PairRecords {
    /// How many pairs of a round are kept, by the lengths of their sides.
    package typealias LengthCounts = [LengthBalance.Lengths: Int]

    /// Balances a round's lengths and closes it, in one transaction; false if it was not closing.
    ///
    /// `cut` is given what is kept and says how many pairs of each lengths to
    /// strike; those of the lowest samples go first.
    package func close(
        round: Int, of job: Int32, striking cut: @Sendable (LengthCounts) -> LengthCounts
    ) async throws -> Bool {
        try await database.transaction { connection in
            let locked = try await connection.query(
                """
                select 1 from pairmill.round
                where job = \(job) and round = \(Int16(round)) and state = 'closing' for update
                """)
            guard !locked.isEmpty else { return false }
            let struck = cut(try Self.counts(try await connection.query(Self.kept(round: round, of: job))))
            if !struck.isEmpty {
                _ = try await connection.query(Self.strike(struck, round: round, of: job))
            }
            _ = try await connection.query(
                """
                update pairmill.round set state = 'closed', closed_at = now()
                where job = \(job) and round = \(Int16(round))
                """)
            return true
        }
    }

    /// Pairs of one round, or of all, by their lengths: those kept, or those kept before balancing.
    package func lengths(
        of job: Int32, round: Int? = nil, beforeBalance: Bool
    ) async throws -> LengthCounts {
        try Self.counts(
            try await database.query(
                """
                select chosen_words, rejected_words, count(*) as pairs from pairmill.preference_pair
                where job = \(job) and (\(round == nil)::bool or round = \(Int16(round ?? 0)))
                    and (excluded is null or \(beforeBalance)::bool and excluded = 'length_balance')
                group by 1, 2
                """))
    }

    private static func kept(round: Int, of job: Int32) -> SQL {
        """
        select chosen_words, rejected_words, count(*) as pairs from pairmill.preference_pair
        where job = \(job) and round = \(Int16(round)) and excluded is null group by 1, 2
        """
    }

    private static func strike(_ struck: LengthCounts, round: Int, of job: Int32) -> SQL {
        let lengths = Array(struck)
        return """
            with numbered as (
                select ctid as tid, chosen_words, rejected_words, row_number() over (
                    partition by chosen_words, rejected_words order by sample, chosen, rejected) as place
                from pairmill.preference_pair
                where job = \(job) and round = \(Int16(round)) and excluded is null)
            update pairmill.preference_pair p set excluded = 'length_balance'
            from numbered n join unnest(
                \(lengths.map { Int32($0.key.chosen) }), \(lengths.map { Int32($0.key.rejected) }),
                \(lengths.map { Int64($0.value) })) as s(chosen_words, rejected_words, pairs)
                using (chosen_words, rejected_words)
            where n.place <= s.pairs and p.ctid = n.tid
            """
    }

    private static func counts(_ rows: PostgresRows) throws(PostgresError) -> LengthCounts {
        var counts: LengthCounts = [:]
        for row in rows {
            let lengths = LengthBalance.Lengths(
                chosen: Int(try row.decode(Int32.self, named: "chosen_words")),
                rejected: Int(try row.decode(Int32.self, named: "rejected_words")))
            counts[lengths] = Int(try row.decode(Int64.self, named: "pairs"))
        }
        return counts
    }
}
