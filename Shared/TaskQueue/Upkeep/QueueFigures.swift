package import Domain
package import Postgres

/// Reads what operators watch of a queue, at a price that does not grow with it (QUEUE §10).
package struct QueueFigures: Sendable {
    /// Depths are counted no further than this.
    package static let limit = 10_000

    /// How many tasks of a stage of a job are in a place.
    package struct Depth: Sendable, Equatable {
        package let job: Int32
        package let stage: Stage
        package let tasks: Int
        /// The first qid of those that are ready.
        package var lowest: Int64?
    }

    /// The live processes of a stage.
    package struct Workers: Sendable, Equatable {
        package let stage: Stage
        package let count: Int
        package let capacity: Int
    }

    private let pool: PostgresPool
    private let ttl: Duration

    package init(_ pool: PostgresPool, ttl: Duration) {
        self.pool = pool
        self.ttl = ttl
    }

    /// What waits of each stage of some jobs, those with nothing included.
    package func ready(of jobs: [Int32]) async throws -> [Depth] {
        let pairs = jobs.flatMap { job in Stage.allCases.map { (stage: $0, job: job) } }
        let sql = QueueSQL.depth(
            stages: pairs.map(\.stage), jobs: pairs.map(\.job), marks: pairs.map { _ in 0 }, limit: Self.limit
        )
        return try await pool.queryByIndex(sql).compactMap { row in
            try Depth(row, tasks: "depth", lowest: try row.decode(Int64?.self, named: "lowest"))
        }
    }

    /// What is deferred and dead of some jobs; stages with nothing are missing.
    package func kept(of jobs: [Int32]) async throws -> (deferred: [Depth], dead: [Depth]) {
        var kept: (deferred: [Depth], dead: [Depth]) = ([], [])
        for row in try await pool.query(QueueSQL.kept(jobs: jobs, limit: Self.limit)) {
            guard let depth = try Depth(row, tasks: "tasks", lowest: nil) else { continue }
            if try row.decode(String.self, named: "place") == "dead" {
                kept.dead.append(depth)
            } else {
                kept.deferred.append(depth)
            }
        }
        return kept
    }

    /// The live processes; a stage without any is missing.
    package func workers() async throws -> [Workers] {
        try await pool.query(QueueSQL.capacities(ttl: ttl)).compactMap { row in
            guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { return nil }
            return Workers(
                stage: stage, count: Int(try row.decode(Int64.self, named: "workers")),
                capacity: Int(try row.decode(Int64.self, named: "capacity")))
        }
    }

    /// The last qid that was drawn, for `QidLog`.
    package func lastQid() async throws -> Int64 {
        try await pool.query(QueueSQL.lastQid).first?.decode(Int64.self, named: "qid") ?? 0
    }

    /// How many seconds the oldest transaction has been open.
    package func oldestTransaction() async throws -> Double {
        try await pool.query(QueueSQL.oldestTransaction).first?.decode(Double.self, named: "seconds") ?? 0
    }
}

extension QueueFigures.Depth {
    /// Nil for a stage this version does not know.
    fileprivate init?(_ row: PostgresRow, tasks name: String, lowest: Int64?) throws(PostgresError) {
        guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { return nil }
        self.init(
            job: try row.decode(Int32.self, named: "job"), stage: stage,
            tasks: Int(try row.decode(Int64.self, named: name)), lowest: lowest)
    }
}
