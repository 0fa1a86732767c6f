package import Postgres

/// Looks at the books of a cluster: every task ever made is in exactly one place (QUEUE R2).
package struct Books: Sendable {
    private let pool: PostgresPool

    package init(_ pool: PostgresPool) { self.pool = pool }

    /// What is wrong in one snapshot, a sentence each; of jobs that are not over, or of all.
    ///
    /// Throws where the database does not answer: then nothing is known.
    package func look(atAll: Bool = false) async throws -> [String] {
        let rows = try await pool.query(
            """
            select r.job, r.round, c.stage, c.made, c.leak, c.doubled
            from pairmill.round r join pairmill.job j using (job)
            cross join lateral pairmill.conservation(r.job, r.round) c
            where (\(atAll)::bool or j.state not in ('done', 'cancelled')) and (c.leak <> 0 or c.doubled <> 0)
            """)
        return try rows.map { row in
            let job = try row.decode(Int32.self, named: "job")
            let (round, stage) = (
                try row.decode(Int16.self, named: "round"), try row.decode(Int16.self, named: "stage")
            )
            let (made, leak, doubled) = (
                try row.decode(Int64.self, named: "made"), try row.decode(Int64.self, named: "leak"),
                try row.decode(Int64.self, named: "doubled")
            )
            return "job \(job), round \(round), stage \(stage): of \(made) tasks \(leak) are nowhere, "
                + "\(doubled) in two places"
        }
    }

    /// Tasks that have a result, of all jobs.
    package func results() async throws -> Int64 {
        try await number(
            """
            select (select count(*) from pairmill.response) + (select count(*) from pairmill.revision)
                + (select count(*) from pairmill.verdict) as number
            """)
    }

    /// Tasks that were taken back from processes that were lost.
    package func lost() async throws -> Int64 {
        try await number("select count(*) as number from pairmill.attempt_log where outcome = 'lost'")
    }

    /// Attempts that were counted against tasks.
    package func attempts() async throws -> Int64 {
        try await number("select count(*) as number from pairmill.attempt_log where outcome <> 'lost'")
    }

    /// Leases there are now.
    package func leases() async throws -> Int64 {
        try await number("select count(*) as number from pairmill.lease")
    }

    /// Where the jobs are that are not over, a line for each round and each place of its tasks.
    package func places() async throws -> [String] {
        let rounds = try await pool.query(
            """
            select format('job %s, round %s: %s, seeded %s, pairs built up to sample %s',
                r.job, r.round, r.state, r.seeded, r.pair_cursor) as line
            from pairmill.round r join pairmill.job j using (job)
            where j.state not in ('done', 'cancelled') and r.state <> 'planned' order by r.job, r.round
            """)
        let tasks = try await pool.query(
            """
            select format('stage %s: %s tasks %s, until %s', stage, count(*), place, max(until)) as line from (
                select stage, 'ready' as place, null::timestamptz as until from pairmill.ready
                union all select stage, 'deferred', due from pairmill.deferred
                union all select stage, 'leased to ' || worker, deadline from pairmill.lease
                union all select stage, 'dead', null from pairmill.dead) t
            group by stage, place order by stage, place
            """)
        return try (Array(rounds) + Array(tasks)).map { try $0.decode(String.self, named: "line") }
    }

    private func number(_ sql: SQL) async throws -> Int64 {
        try await pool.query(sql).first?.decode(Int64.self, named: "number") ?? 0
    }
}
