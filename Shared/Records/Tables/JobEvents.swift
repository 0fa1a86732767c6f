package import Foundation
package import Postgres

/// The table `job_event`: what happened to a job, in order.
package struct JobEvents: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// One event: its kind names what `data`, an object of JSON, is about.
    package struct Event: Sendable, Hashable {
        package let id: Int64
        package let at: Date
        package let kind: String
        package let data: String
    }

    /// Adds an event. Ids grow, and a job's events are seen in the order of their ids.
    ///
    /// Two processes that add at once might show the higher id first; the job's row is
    /// locked so that they add one after the other.
    package func add(_ kind: String, _ data: some Encodable & Sendable, to job: Int32) async throws {
        let json = StoredText.json(data)
        try await database.transaction { connection in
            _ = try await connection.query("select 1 from pairmill.job where job = \(job) for no key update")
            _ = try await connection.query(
                "insert into pairmill.job_event (job, kind, data) values (\(job), \(kind), \(json)::jsonb)")
        }
    }

    /// Up to `limit` events behind an id, oldest first.
    package func list(of job: Int32, after id: Int64, limit: Int = 200) async throws -> [Event] {
        try await database.query(
            """
            select id, at, kind, data from pairmill.job_event
            where job = \(job) and id > \(id) order by id limit \(Int64(limit))::bigint
            """
        ).map { row in
            Event(
                id: try row.decode(Int64.self, named: "id"), at: try row.decode(Date.self, named: "at"),
                kind: try row.decode(String.self, named: "kind"),
                data: try row.decode(String.self, named: "data"))
        }
    }
}
