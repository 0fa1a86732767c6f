/// The server's five-character code for an error (PostgreSQL, appendix A).
package struct SQLState: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }

    /// The first two characters, which name a class of errors.
    package var classCode: Substring { rawValue.prefix(2) }
}

extension SQLState {
    package static let uniqueViolation: SQLState = "23505"
    package static let checkViolation: SQLState = "23514"
    package static let foreignKeyViolation: SQLState = "23503"
    package static let serializationFailure: SQLState = "40001"
    package static let deadlockDetected: SQLState = "40P01"
    package static let undefinedTable: SQLState = "42P01"
    package static let duplicateTable: SQLState = "42P07"
    package static let lockNotAvailable: SQLState = "55P03"
    package static let queryCanceled: SQLState = "57014"
    /// A plan no longer fits a changed table; preparing anew helps.
    static let featureNotSupported: SQLState = "0A000"
    static let invalidStatementName: SQLState = "26000"
}

extension SQLState: CustomStringConvertible {
    package var description: String { rawValue }
}
