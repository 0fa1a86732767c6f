package import Domain
package import Postgres

/// The table `training`, as rounds and people see it; `TrainingHolds` is what trains.
package struct TrainingRecords: Sendable {
    let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// What is planned for one role: its training, or why there is none.
    package struct Plan: Sendable, Hashable {
        package let role: Role
        package let state: TrainingState
        package let pairs: Int64
        package let reason: String?

        package init(role: Role, state: TrainingState, pairs: Int64, reason: String? = nil) {
            self.role = role
            self.state = state
            self.pairs = pairs
            self.reason = reason
        }
    }

    /// Plans the trainings of a round; again changes nothing.
    package func plan(_ plans: [Plan], round: Int, of job: Int32) async throws {
        _ = try await database.query(
            """
            insert into pairmill.training (job, round, role, state, pairs, reason)
            select \(job), \(Int16(round)), role, state, pairs, reason
            from unnest(\(plans.map(\.role.rawValue)), \(plans.map(\.state.rawValue)), \(plans.map(\.pairs)),
                \(plans.map(\.reason))) as t (role, state, pairs, reason)
            on conflict do nothing
            """)
    }

    package func list(of job: Int32, round: Int? = nil) async throws -> [TrainingRecord] {
        try await database.query(
            """
            select \(TrainingRecord.columns) from pairmill.training t
            join pairmill.round r on r.job = t.job and r.round = t.round
            where t.job = \(job) and (\(round == nil)::bool or t.round = \(Int16(round ?? 0)))
            order by t.round, t.role
            """
        ).map { try TrainingRecord($0) }
    }

    /// Has what failed, is awaited or turned out inert trained (again), and the round with it.
    ///
    /// False if the round does not wait for adapters.
    package func restart(round: Int, of job: Int32) async throws -> Bool {
        try await database.transaction { connection in
            let moved = try await connection.query(
                """
                update pairmill.round set state = 'training', note = null
                where job = \(job) and round = \(Int16(round)) and state in ('awaiting_adapters', 'inert')
                returning 1
                """)
            guard !moved.isEmpty else { return false }
            _ = try await connection.query(
                """
                with inert as (
                    update pairmill.adapter set state = 'superseded'
                    where job = \(job) and round = \(Int16(round)) and state = 'inert' returning name)
                update pairmill.training t set state = 'waiting', attempt = attempt + 1, token = null,
                    due = now(), deadline = null, file = null, file_sha256 = null, trainer_job = null,
                    progress = '{}', reason = null, adapter = null, finished_at = null
                where job = \(job) and round = \(Int16(round))
                    and (state in ('failed', 'awaiting', 'cancelled')
                        or adapter in (select name from inert))
                """)
            return true
        }
    }

    /// Leaves a role as it is, as a person decided; false if the round does not wait for it.
    package func skip(_ role: Role, round: Int, of job: Int32) async throws -> Bool {
        try await database.transaction { connection in
            guard try await AdapterRecords.lockWaiting(round, of: job, connection) else { return false }
            _ = try await connection.query(
                """
                update pairmill.adapter set state = 'superseded'
                where job = \(job) and round = \(Int16(round)) and role = \(role.rawValue)
                """)
            return try await !connection.query(
                """
                update pairmill.training set state = 'skipped', adapter = null, reason = 'left as it is',
                    finished_at = now()
                where job = \(job) and round = \(Int16(round)) and role = \(role.rawValue) returning 1
                """
            ).isEmpty
        }
    }
}
