extension PostgresPool {
    /// Lends a connection to the body; nobody else uses it meanwhile.
    @discardableResult
    nonisolated(nonsending) package func withConnection<Value>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let lease = try await lease()
        let result: Result<Value, any Error>
        do { result = .success(try await body(lease.connection)) } catch { result = .failure(error) }
        await giveBack(lease)
        return try result.get()
    }

    /// Runs one statement, which commits by itself.
    @discardableResult
    package nonisolated func query(_ sql: SQL) async throws(PostgresError) -> PostgresRows {
        let lease = try await lease()
        let result: Result<PostgresRows, PostgresError>
        do throws(PostgresError) {
            result = .success(try await lease.connection.query(sql))
        } catch {
            result = .failure(error)
        }
        await giveBack(lease)
        return try result.get()
    }

    /// Sends several segments in one round trip; see `PostgresConnection.pipeline`.
    package nonisolated func pipeline(
        _ segments: [[SQL]]
    ) async throws(PostgresError) -> [Result<[PostgresRows], PostgresError>] {
        let lease = try await lease()
        let result: Result<[Result<[PostgresRows], PostgresError>], PostgresError>
        do throws(PostgresError) {
            result = .success(try await lease.connection.pipeline(segments))
        } catch {
            result = .failure(error)
        }
        await giveBack(lease)
        return try result.get()
    }

    /// Runs the body in a transaction; see `PostgresConnection.transaction`.
    nonisolated(nonsending) package func transaction<Value, Failure: Error>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws(Failure) -> Value
    ) async throws(TransactionError<Failure>) -> Value {
        let lease: Lease
        do throws(PostgresError) { lease = try await self.lease() } catch { throw .begin(error) }
        let result: Result<Value, TransactionError<Failure>>
        do throws(TransactionError<Failure>) {
            result = .success(try await lease.connection.transaction(body))
        } catch {
            result = .failure(error)
        }
        await giveBack(lease)
        return try result.get()
    }

    /// Reads a result of any size; see `PostgresConnection.stream`.
    nonisolated(nonsending) package func stream<Failure: Error>(
        _ sql: SQL, chunk: Int = 500,
        _ body: nonisolated(nonsending) (PostgresRow) async throws(Failure) -> Void
    ) async throws {
        try await withConnection { try await $0.stream(sql, chunk: chunk, body) }
    }
}
