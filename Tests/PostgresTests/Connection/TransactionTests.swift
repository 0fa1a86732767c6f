import Postgres
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct TransactionTests {
    struct Refusal: Error, Equatable {}

    @Test func `a body that throws is rolled back and its error comes through`() async throws {
        try await withTestDatabase { database in
            try await database.pool.query("create table t (a int)")
            do throws(TransactionError<Refusal>) {
                try await database.pool.transaction { connection throws(Refusal) in
                    _ = try? await connection.query("insert into t values (1)")
                    throw Refusal()
                }
                Issue.record("nothing was thrown")
            } catch .body(let error, rollback: let rollback) {
                #expect(error == Refusal())
                #expect(rollback == nil)
            }
            let rows = try await database.pool.query("select a from t")
            #expect(rows.isEmpty)
        }
    }

    @Test func `a body that returns is committed`() async throws {
        try await withTestDatabase { database in
            try await database.pool.query("create table t (a int)")
            let five = try await database.pool.transaction { connection in
                try await connection.query("insert into t values (5) returning a")[0].decode(
                    Int32.self, at: 0)
            }
            #expect(five == 5)
            #expect(try await database.pool.query("select a from t").count == 1)
        }
    }

    @Test func `a commit after a swallowed error is no commit`() async throws {
        try await withTestDatabase { database in
            await #expect {
                try await database.pool.transaction { connection in
                    // The error is swallowed on purpose: it must show in the commit.
                    _ = try? await connection.query("select 1 / 0")
                }
            } throws: { error in
                if case TransactionError<Never>.commit = error { true } else { false }
            }
        }
    }

    @Test func `a constraint checked at commit is a refused commit`() async throws {
        try await withTestDatabase { database in
            try await database.pool.query("create table t (a int unique deferrable initially deferred)")
            do throws(TransactionError<PostgresError>) {
                try await database.pool.transaction { connection throws(PostgresError) in
                    _ = try await connection.query("insert into t values (1), (1)")
                }
                Issue.record("nothing was thrown")
            } catch .commit(let error) {
                #expect(error.sqlState == .uniqueViolation)
            }
        }
    }

    @Test func `a connection lost during the commit is an unknown commit`() async throws {
        try await withTestDatabase { database in
            // The trigger runs inside COMMIT and ends the session there.
            try await database.pool.query("create table t (a int)")
            try await database.pool.query(
                """
                create function leave() returns trigger language plpgsql as
                $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$
                """)
            try await database.pool.query(
                """
                create constraint trigger leave after insert on t deferrable initially deferred
                for each row execute function leave()
                """)
            do throws(TransactionError<PostgresError>) {
                try await database.pool.transaction { connection throws(PostgresError) in
                    _ = try await connection.query("insert into t values (1)")
                }
                Issue.record("nothing was thrown")
            } catch .commitUnknown(let error) {
                #expect(error.endsConnection)
            }
            #expect(try await database.pool.query("select a from t").isEmpty)
        }
    }

    @Test func `a connection lost in the body fails its rollback too`() async throws {
        try await withTestDatabase { database in
            do throws(TransactionError<PostgresError>) {
                try await database.pool.transaction { connection throws(PostgresError) in
                    _ = try await connection.query("select pg_terminate_backend(pg_backend_pid())")
                }
                Issue.record("nothing was thrown")
            } catch .body(let error, rollback: let rollback) {
                #expect(error.endsConnection && rollback == .closed)
            }
            try await database.pool.query("select 1")
        }
    }
}
