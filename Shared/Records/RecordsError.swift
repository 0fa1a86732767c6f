/// What stands in the database is not what the program expects there.
package enum RecordsError: Error, Equatable, CustomStringConvertible {
    /// A stored value that can't be read; names table, column and row.
    case unreadable(String)
    /// A row that must exist does not.
    case missing(String)

    package var description: String {
        switch self {
        case .unreadable(let what): "stored value is not readable: \(what)"
        case .missing(let what): "not found: \(what)"
        }
    }
}
