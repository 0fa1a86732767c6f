package import Postgres

/// What the planner knows of a job's results.
///
/// PostgreSQL takes statistics when its own counters say that a table has grown, and loses those counters
/// when it crashes: a server that is restarted again and again never takes any, and plans a round by those of
/// the round before (PostgreSQL's manual, "The Cumulative Statistics System" and ANALYZE).
package struct ResultStatistics: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Takes them anew, from a sample of the rows whose size does not grow with the job.
    package func take(of job: Int32) async throws {
        _ = try await database.query(Self.statement(of: job))
    }

    static func statement(of job: Int32) -> SQL {
        let tables = ["response", "revision", "verdict"].map { "pairmill.\($0)_\(job)" }
        return ("analyze \(unescaped: tables.joined(separator: ", "))" as SQL).plannedAnew()
    }
}
