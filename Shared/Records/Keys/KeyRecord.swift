package import Access
package import Foundation
import Postgres

/// One row of `api_key`, without the digest.
package struct KeyRecord: Sendable, Equatable {
    /// What a key is good for now, by the database's clock.
    package enum State: String, Sendable {
        case active, expired, revoked
    }

    package let holder: KeyHolder
    package let state: State
    package let createdAt: Date
    /// Nil for never.
    package let expiresAt: Date?
    package let revokedAt: Date?

    static let columns: SQL = """
        id, name, role, requests_per_minute, jobs, created_at, expires_at, revoked_at,
        case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired'
            else 'active' end as state
        """

    init(_ row: PostgresRow) throws {
        holder = try KeyHolder(row)
        let word = try row.decode(String.self, named: "state")
        guard let state = State(rawValue: word) else {
            throw RecordsError.unreadable("api_key.state of \(holder.id)")
        }
        self.state = state
        createdAt = try row.decode(Date.self, named: "created_at")
        expiresAt = try row.decode(Date?.self, named: "expires_at")
        revokedAt = try row.decode(Date?.self, named: "revoked_at")
    }
}

extension KeyHolder {
    init(_ row: PostgresRow) throws {
        let id = try row.decode(String.self, named: "id")
        guard let role = KeyRole(rawValue: try row.decode(String.self, named: "role")) else {
            throw RecordsError.unreadable("api_key.role of \(id)")
        }
        self.init(
            id: id, name: try row.decode(String.self, named: "name"), role: role,
            limits: KeyLimits(
                requestsPerMinute: try row.decode(Int32?.self, named: "requests_per_minute").map(Int.init),
                jobs: try row.decode(Int32?.self, named: "jobs").map(Int.init)))
    }
}
