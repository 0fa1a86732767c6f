package import Access
import Domain
package import Postgres

/// How many jobs a key may have that are not over.
package struct JobQuota: Sendable {
    /// The key has as many as it may have.
    package struct Exhausted: Error, Sendable, Hashable {
        package let limit: Int

        package init(limit: Int) { self.limit = limit }
    }

    package init() {}

    /// Writes down whose job it is, in the transaction that made it; throws if that is one too many.
    ///
    /// The key's row is locked, so that of several made at once none is over the limit.
    nonisolated(nonsending) package func enter(
        _ job: Int32, of caller: KeyHolder, over connection: PostgresConnection
    ) async throws {
        if let limit = caller.limits.jobs {
            _ = try await connection.query(
                "select 1 from pairmill.api_key where id = \(caller.id) for update")
            let rows = try await connection.query(
                """
                select count(*) as jobs from pairmill.job
                where key_id = \(caller.id) and state not in ('cancelled', 'done')
                """)
            let jobs = try rows.first?.decode(Int64.self, named: "jobs") ?? 0
            if jobs >= Int64(limit) { throw Exhausted(limit: limit) }
        }
        _ = try await connection.query(
            "update pairmill.job set key_id = \(caller.id) where job = \(job)")
    }
}
