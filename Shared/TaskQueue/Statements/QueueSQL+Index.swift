import Postgres

extension QueueSQL {
    /// What holds for the transaction of a statement that reads by index whatever the
    /// statistics say (QUEUE R50).
    ///
    /// They may be those of an empty table: then a bitmap of all that there is looks as
    /// cheap as the first few in their order.
    static let byIndex: SQL = """
        select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
        """
}

extension PostgresConnection {
    /// Runs one statement with a plan by index.
    func queryByIndex(_ sql: SQL) throws(PostgresError) -> PostgresRows {
        try pipeline([[QueueSQL.byIndex, sql]]).lastRows
    }
}

extension PostgresPool {
    /// Runs one statement with a plan by index.
    func queryByIndex(_ sql: SQL) async throws(PostgresError) -> PostgresRows {
        try await pipeline([[QueueSQL.byIndex, sql]]).lastRows
    }
}

extension [Result<[PostgresRows], PostgresError>] {
    /// What the last statement of a single segment answered.
    fileprivate var lastRows: PostgresRows {
        get throws(PostgresError) {
            guard let rows = try first?.get().last else { throw .undecodable("no answer") }
            return rows
        }
    }
}
