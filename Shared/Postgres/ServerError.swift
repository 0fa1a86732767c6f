/// What the server said when it refused a statement.
package struct ServerError: Error, Sendable, Hashable {
    package let sqlState: SQLState
    package let message: String
    /// May quote values of the statement.
    package let detail: String?
    package let hint: String?
    /// The table and the constraint, where one was violated.
    package let table: String?
    package let constraint: String?

    package init(
        sqlState: SQLState, message: String, detail: String? = nil, hint: String? = nil,
        table: String? = nil, constraint: String? = nil
    ) {
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
        self.table = table
        self.constraint = constraint
    }
}

extension ServerError: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "\(sqlState) \(message)" }

    package var debugDescription: String {
        [description, detail, hint].compactMap { $0 }.joined(separator: "; ")
    }
}
