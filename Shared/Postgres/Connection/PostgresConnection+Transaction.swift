extension PostgresConnection {
    /// Runs the body between BEGIN and COMMIT, or ROLLBACK if it throws.
    ///
    /// Write `{ connection throws(PostgresError) in … }` to keep the error's type.
    nonisolated(nonsending) package func transaction<Value, Failure: Error>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws(Failure) -> Value
    ) async throws(TransactionError<Failure>) -> Value {
        do throws(PostgresError) { try await query("begin") } catch { throw .begin(error) }
        let value: Value
        do throws(Failure) {
            value = try await body(self)
        } catch {
            throw .body(error, rollback: await rollback())
        }
        do throws(PostgresError) {
            try await commit()
        } catch {
            throw error.endsConnection ? .commitUnknown(error) : .commit(error)
        }
        return value
    }

    nonisolated(nonsending) private func commit() async throws(PostgresError) {
        // COMMIT of a transaction that has failed is answered with ROLLBACK.
        guard try await query("commit").commandTag == "COMMIT" else { throw .server(.rolledBack) }
    }

    /// Rolls back; the error if even that fails, and then it hangs up.
    nonisolated(nonsending) private func rollback() async -> PostgresError? {
        do throws(PostgresError) {
            try await query("rollback")
            return nil
        } catch {
            await close()
            return error
        }
    }
}

extension ServerError {
    fileprivate static let rolledBack = ServerError(
        sqlState: "25P02", message: "a statement of the transaction had failed, so it was rolled back")
}
