package import Domain
package import Postgres

/// The table `adapter`.
package struct AdapterRecords: Sendable {
    let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Stores an adapter; one of the same name is the same adapter and stays as it is.
    package func store(_ adapter: AdapterRecord) async throws {
        _ = try await database.query(insertion(of: adapter))
    }

    /// Stores an adapter a person brought and has the round's role wait for it alone.
    ///
    /// False if the round does not wait for an adapter of that role.
    package func bring(_ adapter: AdapterRecord) async throws -> Bool {
        let (job, round) = (adapter.job, Int16(adapter.round))
        return try await database.transaction { connection in
            guard try await Self.lockWaiting(adapter.round, of: job, connection) else { return false }
            let taken = try await connection.query(
                """
                update pairmill.training t set state = 'succeeded', adapter = \(adapter.name), reason = null,
                    finished_at = now()
                from pairmill.round r where r.job = t.job and r.round = t.round
                    and r.state in ('awaiting_adapters', 'inert')
                    and t.job = \(job) and t.round = \(round) and t.role = \(adapter.role.rawValue)
                returning 1
                """)
            guard !taken.isEmpty else { return false }
            _ = try await connection.query(
                """
                update pairmill.adapter set state = 'superseded'
                where job = \(job) and round = \(round) and role = \(adapter.role.rawValue)
                    and name <> \(adapter.name)
                """)
            // The same files once more are a new try: the backend may have been mended.
            _ = try await connection.query(
                """
                delete from pairmill.adapter_backend
                where adapter = \(adapter.name) and state in ('inert', 'refused')
                """)
            _ = try await connection.query(insertion(of: adapter))
            return true
        }
    }

    /// Locks a round that waits for adapters, against its going on; false if it does not wait.
    static func lockWaiting(
        _ round: Int, of job: Int32, _ connection: PostgresConnection
    ) async throws -> Bool {
        try await !connection.query(
            """
            select 1 from pairmill.round where job = \(job) and round = \(Int16(round))
                and state in ('awaiting_adapters', 'inert') for no key update
            """
        ).isEmpty
    }

    private func insertion(of adapter: AdapterRecord) -> SQL {
        """
        insert into pairmill.adapter
            (name, job, round, role, format, base_model, rank, alpha, sha256, provenance)
        values (\(adapter.name), \(adapter.job), \(Int16(adapter.round)), \(adapter.role.rawValue),
            \(adapter.format.rawValue), \(adapter.baseModel), \(adapter.rank.map(Int32.init)),
            \(adapter.alpha), \(adapter.digest), \(StoredText.json(adapter.provenance))::jsonb)
        on conflict (name) do update set state = 'new', reason = null
            where pairmill.adapter.state in ('superseded', 'inert') and pairmill.adapter.job = excluded.job
        """
    }

    package func find(_ name: String) async throws -> AdapterRecord? {
        try await database.query(
            "select \(AdapterRecord.columns) from pairmill.adapter where name = \(name)"
        ).first.map { try AdapterRecord($0) }
    }

    package func list(of job: Int32) async throws -> [AdapterRecord] {
        try await database.query(
            """
            select \(AdapterRecord.columns) from pairmill.adapter where job = \(job)
            order by round, role, created_at, name
            """
        ).map { try AdapterRecord($0) }
    }

    /// What serves in a round: of each role the newest proven adapter up to it (DECISIONS 10).
    package func serving(in round: Int, of job: Int32) async throws -> [Role: AdapterRecord] {
        let rows = try await database.query(
            """
            select distinct on (role) \(AdapterRecord.columns) from pairmill.adapter
            where job = \(job) and round <= \(Int16(round)) and state = 'proven' and exists (
                select 1 from pairmill.training t where t.job = adapter.job and t.round = adapter.round
                    and t.role = adapter.role and t.state = 'succeeded' and t.adapter = adapter.name)
            order by role, round desc, created_at desc
            """)
        return try Dictionary(
            rows.map { try AdapterRecord($0) }.map { ($0.role, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Adapters that backends must hold: of jobs that are not over, and those such jobs name.
    package func wanted() async throws -> [AdapterRecord] {
        try await database.query(
            """
            select \(AdapterRecord.columns) from pairmill.adapter a
            where a.state <> 'superseded' and (
                exists (select 1 from pairmill.job j
                    where j.job = a.job and j.state not in ('done', 'cancelled'))
                or exists (select 1 from pairmill.job j where j.state not in ('done', 'cancelled')
                    and a.name in (j.specification::jsonb #>> '{models,generator}',
                        j.specification::jsonb #>> '{models,reviser}',
                        j.specification::jsonb #>> '{models,verifier}')))
            order by a.created_at, a.name
            """
        ).map { try AdapterRecord($0) }
    }

    /// Those of some names that this cluster loaded: not a merged model, which a person serves.
    package func loadable(among names: [String]) async throws -> Set<String> {
        Set(
            try await database.query(
                "select name from pairmill.adapter where name = any (\(names)) and format <> 'merged'"
            ).map { try $0.decode(String.self, named: "name") })
    }

    /// Says what is known of a new adapter, and what the gates saw; true if that is news.
    ///
    /// What was decided before, or superseded meanwhile, stays: a look at it may be minutes old.
    package func set(
        _ state: AdapterState, reason: String?, gates: [String: GateFigures] = [:], of name: String
    ) async throws -> Bool {
        try await !database.query(
            """
            update pairmill.adapter set state = \(state.rawValue), reason = \(reason.map(StoredText.clean)),
                gates = \(StoredText.json(gates))::jsonb,
                proven_at = case when \(state == .proven)::bool then now() else proven_at end
            where name = \(name) and state = 'new' and (state, reason) is distinct from
                (\(state.rawValue), \(reason.map(StoredText.clean))) returning 1
            """
        ).isEmpty
    }
}
