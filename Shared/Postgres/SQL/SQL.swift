/// One statement, written as an interpolated string whose values are bound.
///
///     let sql: SQL = "select name from job where id = \(id) and state = any (\(states))"
///
/// A value becomes a parameter of the type its Swift type maps to; cast it in the
/// statement where another is wanted: `\(text)::jsonb`. What can't be a parameter
/// needs the longer spelling: `\(identifier: table)`, `\(unescaped: keyword)`.
package struct SQL: Sendable {
    /// The text around the parameters: one piece more than there are parameters.
    private(set) var pieces: [String]
    private(set) var parameters: [SQLParameter]
    /// Whether the statement is prepared once per connection.
    private(set) var isPrepared = true

    /// The text as PostgreSQL gets it, with `$1` for the first parameter.
    var text: String {
        var text = pieces[0]
        for (index, piece) in pieces.dropFirst().enumerated() { text += "$\(index + 1)\(piece)" }
        return text
    }

    /// Has every execution planned with its own values (QUEUE R50).
    ///
    /// A prepared statement may switch to one plan for all values, and such a plan
    /// locks every partition of a table before it looks at the values.
    package func plannedAnew() -> SQL {
        var sql = self
        sql.isPrepared = false
        return sql
    }

    /// Why the statement can't be sent, if it can't.
    var sendingProblem: String? {
        if parameters.count > Int(UInt16.max) {
            return "a statement has \(parameters.count) parameters; the limit is 65535; use arrays"
        }
        if pieces.contains(where: { $0.utf8.contains(0) }) { return "the text of a statement contains NUL" }
        return parameters.lazy.compactMap(\.problem).first
    }
}

extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) {
        pieces = [text]
        parameters = []
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        parameters = stringInterpolation.parameters
    }

    /// Collects the pieces of text and the values between them.
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var pieces = [""]
        fileprivate var parameters: [SQLParameter] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: String) { pieces[pieces.count - 1] += literal }

        package mutating func appendInterpolation(_ value: some SQLScalar) { bind(SQLParameter(value)) }

        package mutating func appendInterpolation<Value: SQLScalar>(_ value: Value?) {
            bind(SQLParameter(value))
        }

        package mutating func appendInterpolation<Element: SQLScalar>(_ values: [Element]) {
            bind(SQLParameter(values.map(Optional.some)))
        }

        package mutating func appendInterpolation<Element: SQLScalar>(_ values: [Element?]) {
            bind(SQLParameter(values))
        }

        /// Puts another statement's text and parameters here.
        package mutating func appendInterpolation(_ part: SQL) {
            appendLiteral(part.pieces[0])
            pieces += part.pieces.dropFirst()
            parameters += part.parameters
        }

        /// A name of a table, column or channel, quoted.
        package mutating func appendInterpolation(identifier name: String) {
            appendLiteral(
                "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                    + "\"")
        }

        /// Text as it stands. Never anything from outside.
        package mutating func appendInterpolation(unescaped text: String) { appendLiteral(text) }

        private mutating func bind(_ parameter: SQLParameter) {
            parameters.append(parameter)
            pieces.append("")
        }
    }
}

extension SQL: CustomStringConvertible {
    /// The text without the values, which may be private.
    package var description: String { text }
}
