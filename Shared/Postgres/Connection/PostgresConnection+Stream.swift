extension PostgresConnection {
    /// Reads a result of any size, some rows at a time, in order.
    ///
    /// Goes through a cursor in a transaction of its own: each fetch is a statement
    /// with its own time limit, memory stays constant, and a body that throws costs
    /// a rollback only. The body must not dawdle: past 10 s between two fetches the
    /// server ends the transaction, which would pin dead rows for everybody.
    nonisolated(nonsending) package func stream<Failure: Error>(
        _ sql: SQL, chunk: Int = 500,
        _ body: nonisolated(nonsending) (PostgresRow) async throws(Failure) -> Void
    ) async throws {
        try await transaction { connection in
            try await connection.query("declare pairmill_stream no scroll cursor for \(sql)")
            var rows: PostgresRows
            repeat {
                rows = try await connection.query(
                    "fetch forward \(unescaped: String(chunk)) from pairmill_stream")
                for row in rows { try await body(row) }
            } while rows.count == chunk
        }
    }
}
