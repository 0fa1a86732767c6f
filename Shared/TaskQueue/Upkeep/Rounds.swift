package import Domain
package import Postgres

/// Changes of rounds and jobs, each in a transaction of its own.
///
/// Whatever makes or ends work in a round takes the round's row lock first and
/// looks at tasks in a later statement (QUEUE R31); so a redrive, a close and a
/// cancel of one round happen one after the other.
package struct Rounds: Sendable {
    /// What one chunk of seeding did.
    package struct Seeded: Sendable, Hashable {
        /// Generate tasks made.
        package let made: Int
        /// Whether the round is open now: all its tasks are made.
        package let opened: Bool
    }

    private let pool: PostgresPool

    package init(_ pool: PostgresPool) { self.pool = pool }

    /// Makes the tasks of the next samples (QUEUE R29); nil if the round is not
    /// seeding, or somebody else is at it.
    package func seed(_ round: RoundID, samples: Int) async throws -> Seeded? {
        try await pool.changing { connection in
            let free = try await connection.query(QueueSQL.lockIfFree(round, in: .seeding))
            guard !free.isEmpty else { return nil }
            guard let row = try await connection.query(QueueSQL.seed(round, samples: samples)).first
            else { return nil }
            return Seeded(
                made: Int(try row.decode(Int64.self, named: "made")),
                opened: try row.decode(Bool.self, named: "opened"))
        }
    }

    /// Closes an open round that has nothing live (QUEUE R30–R32).
    package func closeIfEmpty(_ round: RoundID) async throws -> Bool {
        try await pool.changing { connection in
            let free = try await connection.query(QueueSQL.lockIfFree(round, in: .open))
            guard !free.isEmpty else { return false }
            return try await !connection.query(QueueSQL.closeIfEmpty(round)).isEmpty
        }
    }

    /// Returns dead tasks to work with fresh budgets (QUEUE R20); `only` nil is any.
    ///
    /// Throws `RoundError` if the round takes no work. Returns how many came back.
    package func redrive(_ round: RoundID, only ids: [Int64]? = nil, limit: Int = 10_000) async throws -> Int
    {
        try await pool.changing { connection in
            let state = try await Self.lock(round, connection)
            guard state.takesWork else { throw RoundError.takesNoWork(round, state) }
            let rows = try await connection.query(QueueSQL.redrive(round, only: ids, limit: limit))
            return try rows.first.map { Int(try $0.decode(Int64.self, named: "moved")) } ?? 0
        }
    }

    /// Moves a round on. Only steps that `RoundState` permits; throws `RoundError`.
    package func move(_ round: RoundID, to next: RoundState) async throws {
        try await pool.changing { connection in try await Self.move(round, to: next, connection) }
    }

    /// The same within a transaction of the caller's, who then holds the round's lock.
    package static func move(
        _ round: RoundID, to next: RoundState, _ connection: PostgresConnection
    ) async throws {
        let state = try await lock(round, connection)
        guard state.permits(next) else {
            throw RoundError.notPermitted(round, from: state, to: next)
        }
        _ = try await connection.query(QueueSQL.set(round, to: next))
    }

    /// Cancels a job and its rounds; false if it was done or cancelled already.
    ///
    /// Live tasks are buried by the cancel duty, soon after (QUEUE R35).
    package func cancel(job: Int32) async throws -> Bool {
        try await pool.changing { connection in try await Self.cancel(job: job, connection) }
    }

    /// The same within a transaction of the caller's.
    package static func cancel(job: Int32, _ connection: PostgresConnection) async throws -> Bool {
        guard try await !connection.query(QueueSQL.cancelJob(job)).isEmpty else { return false }
        _ = try await connection.query(QueueSQL.cancelRounds(job))
        return true
    }

    /// Makes a closing round's progress exact, within a transaction of the caller's (QUEUE R33).
    ///
    /// `done` is what the caller counted of each stage's results: nothing is live in
    /// the round, so they are all there are.
    package static func recount(
        _ round: RoundID, done: [Stage: Int64], _ connection: PostgresConnection
    ) async throws {
        _ = try await connection.query(QueueSQL.alone(.fold))
        _ = try await connection.query(QueueSQL.fold)
        _ = try await connection.query(QueueSQL.recount(round, done: done))
    }

    private static func lock(
        _ round: RoundID, _ connection: PostgresConnection
    ) async throws -> RoundState {
        guard let row = try await connection.query(QueueSQL.lock(round)).first,
            let state = RoundState(rawValue: try row.decode(String.self, named: "state"))
        else { throw RoundError.unknown(round) }
        return state
    }
}
