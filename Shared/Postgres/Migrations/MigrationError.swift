/// Why a schema can't be brought to what this build needs.
package enum MigrationError: Error, Sendable, Hashable {
    /// The database has a migration this build does not know: a newer build made it.
    case newer(String)
    /// An applied migration differs from the one of this build.
    case changed(String)
    /// The database has another migration at a place where this build has its own.
    case unknown(String, expected: String)
    /// A script failed and was rolled back; those before it stay applied.
    case failed(String, PostgresError)
    /// The database could not be asked.
    case database(PostgresError)
}

extension MigrationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newer(let name):
            "the database has migration \(name), which this build does not know; use a newer build"
        case .changed(let name):
            "migration \(name) was applied with another content; an applied migration is never edited"
        case .unknown(let name, let expected):
            "the database has migration \(name) where this build expects \(expected): another line of "
                + "development made it; use its build, or another database"
        case .failed(let name, let error): "migration \(name) failed and was rolled back: \(error)"
        case .database(let error): error.description
        }
    }
}
