/// What can go wrong with PostgreSQL, by what the caller does about it.
package enum PostgresError: Error, Sendable, Hashable {
    /// No connection could be made; nothing was sent. Try again later.
    case unavailable(String)
    /// The connection went away; whether what was sent took effect is unknown.
    case connectionLost(String)
    /// The connection went away while a transaction committed.
    ///
    /// Look whether it took effect before doing it again (QUEUE R15).
    case commitUnknown(String)
    /// The server refused the statement and stays usable.
    case server(ServerError)
    /// A wait passed its deadline; a connection that was waited for is closed.
    case timedOut(Wait)
    /// A value or statement PostgreSQL would not take; nothing was sent.
    case unsendable(String)
    /// An answer doesn't have the columns or types the code reads.
    case undecodable(String)
    /// The settings cannot lead to a connection.
    case badSettings(String)
    /// So many wait for a connection that this one was turned away.
    case crowded(waiting: Int)
    /// The waiting child task was cancelled; nothing was sent.
    case cancelled
    /// The connection or the pool was closed by its owner.
    case closed

    /// What was waited for.
    package enum Wait: String, Sendable, Hashable {
        case connect = "a connection to the server"
        case answer = "the answer to a statement"
        case lease = "a free connection of the pool"
    }
}

extension PostgresError {
    /// The server's code, if it was the server that refused.
    package var sqlState: SQLState? {
        if case .server(let error) = self { error.sqlState } else { nil }
    }

    /// Whether the server took offence at the values of this statement (QUEUE R19).
    ///
    /// Classes 22 data exception, 23 constraint violation, 54 limit exceeded; a value
    /// that was never sent counts too. Such a batch is halved until the item is alone.
    package var blamesData: Bool {
        if case .unsendable = self { return true }
        return sqlState.map { ["22", "23", "54"].contains($0.classCode) } ?? false
    }

    /// Whether the connection is gone.
    package var endsConnection: Bool {
        switch self {
        case .connectionLost, .commitUnknown, .timedOut(.answer), .closed: true
        default: false
        }
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Safe to log: without the values of a statement.
    package var description: String {
        switch self {
        case .unavailable(let reason): "PostgreSQL can't be reached: \(reason)"
        case .connectionLost(let reason): "the connection to PostgreSQL was lost: \(reason)"
        case .commitUnknown(let reason): "the connection was lost during a commit: \(reason)"
        case .server(let error): "PostgreSQL refused: \(error)"
        case .timedOut(let wait): "waited too long for \(wait.rawValue)"
        case .unsendable(let reason): "not sent: \(reason)"
        case .undecodable(let reason): "the answer can't be read: \(reason)"
        case .badSettings(let reason): "the database settings are wrong: \(reason)"
        case .crowded(let waiting): "\(waiting) already wait for a database connection"
        case .cancelled: "cancelled while waiting for a database connection"
        case .closed: "the database connection is closed"
        }
    }

    /// Complete: with the server's detail, which may quote values.
    package var debugDescription: String {
        if case .server(let error) = self {
            "PostgreSQL refused: \(error.debugDescription)"
        } else {
            description
        }
    }
}
