import CLibPQ

/// One connection to PostgreSQL, on a thread of its own.
///
/// Every call waits on that thread, never on the cooperative pool, and ends by
/// a deadline. A connection has one user at a time: statements of two users
/// would meet inside one transaction. Cancelling the caller doesn't stop a
/// statement: the server limits its time (QUEUE R49), and one that was cut off
/// would leave its effect unknown. A connection that was lost stays lost.
package actor PostgresConnection {
    package nonisolated let settings: ConnectionSettings
    private nonisolated let executor = ConnectionExecutor(label: "pairmill.postgres")
    private var link: ServerLink?
    var cache = StatementCache()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(_ settings: ConnectionSettings) { self.settings = settings }

    /// Makes a connection by the deadline of its settings.
    package static func connect(
        _ settings: ConnectionSettings
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = PostgresConnection(settings)
        try await connection.open()
        return connection
    }

    private func open() throws(PostgresError) { link = try ServerLink(settings) }

    /// Hangs up. Whatever transaction was open is rolled back by the server.
    package func close() { link = nil }

    /// Whether it is usable, with no transaction open and nothing said by the server.
    ///
    /// Asks the socket, not the server.
    package var isIdle: Bool { link?.isIdle ?? false }

    /// Runs one statement, which commits by itself outside a transaction.
    @discardableResult
    package func query(_ sql: SQL) throws(PostgresError) -> PostgresRows {
        let segments = try pipeline([[sql]])
        guard let rows = try segments.first?.get().first else { throw .undecodable("no answer") }
        return rows
    }

    /// Runs a script of statements without parameters; for migrations.
    package func run(script: String) throws(PostgresError) {
        guard !script.utf8.contains(0) else { throw .unsendable("a script contains NUL") }
        try withLink { link throws(PostgresError) in
            try link.sendScript(script)
            let deadline = Deadline(after: settings.scriptDeadline)
            var refusal: PostgresError?
            while let result = try link.next(by: deadline) {
                guard result.status == PGRES_FATAL_ERROR else { continue }
                refusal = link.failure(result)
            }
            if let refusal, refusal.endsConnection { throw refusal }
            try link.endScript()
            if let refusal { throw refusal }
        }
    }

    /// Waits for what other sessions notify, for at most this long.
    package func notifications(within wait: Duration) throws(PostgresError) -> [PostgresNotification] {
        try withLink { link throws(PostgresError) in try link.notifications(by: Deadline(after: wait)) }
    }

    /// Hands out the link, and drops it when it turns out to be lost.
    func withLink<Value>(
        _ body: (ServerLink) throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        guard let link else { throw .closed }
        do throws(PostgresError) {
            return try body(link)
        } catch {
            if error.endsConnection { self.link = nil }
            throw error
        }
    }
}
