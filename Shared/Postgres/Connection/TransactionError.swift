/// Where a transaction failed: each place asks for another reaction.
package enum TransactionError<Body: Error>: Error {
    /// It never began; nothing was done.
    case begin(PostgresError)
    /// The body threw; nothing took effect. `rollback` says if even that failed,
    /// in which case the connection was closed and the server rolls back.
    case body(Body, rollback: PostgresError?)
    /// The server refused to commit; nothing took effect.
    case commit(PostgresError)
    /// The connection was lost during the commit: it may have taken effect.
    case commitUnknown(PostgresError)
}

extension TransactionError where Body == PostgresError {
    /// As one of the errors a single statement may have.
    package var flattened: PostgresError {
        switch self {
        case .begin(let error), .body(let error, _), .commit(let error): error
        case .commitUnknown(let error): .commitUnknown(error.description)
        }
    }
}

extension TransactionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .begin(let error): "the transaction did not begin: \(error)"
        case .body(let error, nil): "the transaction was rolled back: \(error)"
        case .body(let error, let rollback?):
            "the transaction failed: \(error); so did its rollback: \(rollback)"
        case .commit(let error): "the transaction was refused: \(error)"
        case .commitUnknown(let error): "the transaction may or may not have been committed: \(error)"
        }
    }
}
