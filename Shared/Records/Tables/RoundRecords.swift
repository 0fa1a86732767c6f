package import Domain
package import Postgres

/// The tables `round` and `round_sample`, as far as the queue does not move them.
package struct RoundRecords: Sendable {
    let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Writes the rounds of a specification, all planned; again changes nothing.
    package func plan(_ specification: JobSpecification, for job: Int32) async throws {
        let numbers = Array(1...max(specification.rounds.count, 1))
        _ = try await database.query(
            """
            insert into pairmill.round (job, round, slots, feedbacks)
            select \(job), * from unnest(\(numbers.map(Int16.init)),
                \(numbers.map { Int16(specification.sampling(inRound: $0).slots) }),
                \(numbers.map { Int16(specification.revision(inRound: $0).feedbacks) }))
            on conflict do nothing
            """)
    }

    package func list(of job: Int32) async throws -> [RoundRecord] {
        try await database.query(
            "select \(RoundRecord.columns) from pairmill.round where job = \(job) order by round"
        ).map { try RoundRecord($0) }
    }

    /// Opens a planned round for seeding: its samples and its state move together.
    ///
    /// False if it was not in that state any more, or an adapter it needs is not proven. `hard` takes the hard samples of
    /// the round before.
    package func begin(
        _ round: Int, of job: Int32, in state: RoundState, from source: RoundPlan.Source, note: String?
    ) async throws -> Bool {
        try await database.transaction { connection in
            let locked = try await connection.query(
                """
                update pairmill.round set state = 'seeding', note = \(note), opened_at = now()
                where job = \(job) and round = \(Int16(round)) and state = \(state.rawValue) and not exists (
                    select 1 from pairmill.training t left join pairmill.adapter a on a.name = t.adapter
                    where t.job = \(job) and t.round = \(Int16(round)) and t.state <> 'skipped'
                        and a.state is distinct from 'proven')
                returning 1
                """)
            guard !locked.isEmpty else { return false }
            _ = try await connection.query(
                """
                insert into pairmill.round_sample (job, round, sample)
                select \(job), \(Int16(round)), sample from pairmill.sample
                where job = \(job) and \(source == .all)::bool
                union all
                select \(job), \(Int16(round)), sample from pairmill.sample_outcome
                where job = \(job) and round = \(Int16(round - 1)) and outcome = 'hard'
                    and \(source == .hard)::bool
                """)
            return true
        }
    }

    /// Moves a round on; false if it was in another state. `note` nil keeps the one it has.
    package func move(
        _ round: Int, of job: Int32, from: RoundState, to state: RoundState, note: String? = nil
    ) async throws -> Bool {
        let moved = try await database.query(
            """
            update pairmill.round set state = \(state.rawValue), note = coalesce(\(note)::text, note),
                closed_at = case when \(state == .closed)::bool then now() else closed_at end
            where job = \(job) and round = \(Int16(round)) and state = \(from.rawValue) returning 1
            """)
        return !moved.isEmpty
    }

    /// Whether no sample takes part in a round; cheap, unlike counting them.
    package func isEmpty(_ round: Int, of job: Int32) async throws -> Bool {
        try await database.query(
            """
            select 1 from pairmill.round_sample where job = \(job) and round = \(Int16(round)) limit 1
            """
        ).isEmpty
    }

    /// How many samples take part in a round.
    package func samples(in round: Int, of job: Int32) async throws -> Int64 {
        let rows = try await database.query(
            """
            select count(*) as samples from pairmill.round_sample
            where job = \(job) and round = \(Int16(round))
            """)
        return try rows.first?.decode(Int64.self, named: "samples") ?? 0
    }

    /// What each round of a job made: pairs that are kept, and samples that stayed hard.
    package func yields(of job: Int32) async throws -> [Int: RoundYieldCount] {
        let rows = try await database.query(
            """
            select r.round,
                (select count(*) from pairmill.preference_pair p
                    where p.job = r.job and p.round = r.round and p.excluded is null) as pairs,
                (select count(*) from pairmill.feedback_pair f where f.job = r.job
                    and f.round = r.round and f.excluded is null and not f.saw_reference) as feedback_pairs,
                (select count(*) from pairmill.sample_outcome o
                    where o.job = r.job and o.round = r.round and o.outcome = 'hard') as hard
            from pairmill.round r where r.job = \(job)
            """)
        var yields: [Int: RoundYieldCount] = [:]
        for row in rows {
            yields[Int(try row.decode(Int16.self, named: "round"))] = RoundYieldCount(
                pairs: try row.decode(Int64.self, named: "pairs"),
                feedbackPairs: try row.decode(Int64.self, named: "feedback_pairs"),
                hard: try row.decode(Int64.self, named: "hard"))
        }
        return yields
    }
}
