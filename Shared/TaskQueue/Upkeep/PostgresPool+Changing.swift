import Postgres

extension PostgresPool {
    /// Runs a transaction whose body's own error is the one thrown.
    ///
    /// Where it failed makes no difference to the queue: every change here compares
    /// states under a lock, so doing it again is safe.
    func changing<Value: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        do throws(TransactionError<any Error>) {
            return try await transaction(body)
        } catch {
            guard case .body(let cause, _) = error else { throw error }
            throw cause
        }
    }
}
