package import Domain
package import Foundation
import Postgres

/// One row of `round`.
package struct RoundRecord: Sendable {
    /// Counted from 1.
    package let number: Int
    package let state: RoundState
    /// Generate tasks made so far.
    package let seeded: Int64
    /// What people should know of it.
    package let note: String?
    /// The first sample whose pairs are not built yet.
    package let pairCursor: Int64
    package let openedAt: Date?
    package let closedAt: Date?
}

extension RoundRecord {
    static let columns: SQL = "round, state, seeded, note, pair_cursor, opened_at, closed_at"

    init(_ row: PostgresRow) throws(PostgresError) {
        number = Int(try row.decode(Int16.self, named: "round"))
        state = try row.decode(RoundState.self, named: "state")
        seeded = try row.decode(Int64.self, named: "seeded")
        note = try row.decode(String?.self, named: "note")
        pairCursor = try row.decode(Int64.self, named: "pair_cursor")
        openedAt = try row.decode(Date?.self, named: "opened_at")
        closedAt = try row.decode(Date?.self, named: "closed_at")
    }
}
