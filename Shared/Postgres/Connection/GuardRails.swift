/// Limits the server keeps for us on every connection (QUEUE R49).
///
/// One forgotten transaction pins dead rows for everybody; that, not throughput,
/// is what ends PostgreSQL queues.
package enum GuardRails {
    /// Durations in milliseconds. The last one makes the server notice a client
    /// that is gone while it still works for it.
    static let settings: [(name: String, value: String)] = [
        ("idle_in_transaction_session_timeout", "10000"), ("lock_timeout", "5000"),
        ("statement_timeout", "30000"), ("jit", "off"), ("client_connection_check_interval", "5000"),
    ]

    /// As the start-up option of a connection.
    static var options: String {
        settings.map { "-c \($0.name)=\($0.value)" }.joined(separator: " ")
    }

    /// Sets them on the role and database in use, for connections that can't ask
    /// for them because a pooler stands between (DECISIONS 22).
    package static func setOnRole(_ connection: PostgresConnection) async throws(PostgresError) {
        for (name, value) in settings {
            _ = try await connection.query(
                """
                do $$ begin
                    execute format('alter role current_user in database %I set \(unescaped: name) = %L',
                        current_database(), '\(unescaped: value)');
                end $$
                """)
        }
    }
}
