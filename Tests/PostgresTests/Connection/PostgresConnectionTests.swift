import Foundation
import Postgres
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct PostgresConnectionTests {
    @Test func `values come back as they were bound`() async throws {
        try await withTestDatabase { database in
            let row = try await #require(
                database.pool.query(
                    """
                    select \(Int16.min) as a, \(Int32.max) as b, \(Int64.min) as c, \(-0.1) as d,
                        \("schöner 🦉") as e, \(true) as f, \([0, 255] as [UInt8]) as g,
                        \(String?.none) as h, \(42) as i
                    """
                ).first)
            #expect(try row.decode(Int16.self, named: "a") == .min)
            #expect(try row.decode(Int32.self, named: "b") == .max)
            #expect(try row.decode(Int64.self, named: "c") == .min)
            #expect(try row.decode(Double.self, named: "d") == -0.1)
            #expect(try row.decode(String.self, named: "e") == "schöner 🦉")
            #expect(try row.decode(Bool.self, named: "f"))
            #expect(try row.decode([UInt8].self, named: "g") == [0, 255])
            #expect(try row.decode(String?.self, named: "h") == nil)
            #expect(try row.decode(Int.self, at: 8) == 42)
        }
    }

    @Test func `arrays come back as they were bound, nulls and empty ones too`() async throws {
        try await withTestDatabase { database in
            let row = try await #require(
                database.pool.query(
                    """
                    select \([1, 2, 3] as [Int64]) as a, \(["x", nil, ""] as [String?]) as b,
                        \([] as [Int32]) as c, \([[1, 2], []] as [[UInt8]]) as d, \([0.5, .infinity]) as e,
                        \([true, false]) as f, array[7, 8]::smallint[] as g
                    """
                ).first)
            #expect(try row.decode([Int64].self, named: "a") == [1, 2, 3])
            #expect(try row.decode([String?].self, named: "b") == ["x", nil, ""])
            #expect(try row.decode([Int32].self, named: "c") == [])
            #expect(try row.decode([[UInt8]].self, named: "d") == [[1, 2], []])
            #expect(try row.decode([Double].self, named: "e") == [0.5, .infinity])
            #expect(try row.decode([Bool].self, named: "f") == [true, false])
            #expect(try row.decode([Int64].self, named: "g") == [7, 8])
            #expect(throws: PostgresError.self) { try row.decode([String].self, named: "b") }
        }
    }

    @Test func `jsonb, enums and times are read`() async throws {
        try await withTestDatabase { database in
            try await database.pool.query("create type mood as enum ('sad', 'ok')")
            let moment = Date(timeIntervalSince1970: 1_700_000_000.25)
            let row = try await #require(
                database.pool.query(
                    """
                    select \(#"{"a": 1}"#)::jsonb as a, 'ok'::mood as b, \(moment) as c,
                        extract(epoch from \(moment))::float8 as d, 'infinity'::timestamptz as e
                    """
                ).first)
            #expect(try row.decode(String.self, named: "a") == #"{"a": 1}"#)
            #expect(try row.decode(String.self, named: "b") == "ok")
            #expect(try row.decode(Date.self, named: "c") == moment)
            #expect(try row.decode(Double.self, named: "d") == 1_700_000_000.25)
            #expect(try row.decode(Date.self, named: "e") == .distantFuture)
        }
    }

    @Test func `a column of another type is refused with advice`() async throws {
        try await withTestDatabase { database in
            let row = try await #require(database.pool.query("select 1.5 as price, null as nothing").first)
            let error = #expect(throws: PostgresError.self) { try row.decode(Int64.self, named: "price") }
            #expect(error?.description.contains("cast it to int8") == true)
            #expect(throws: PostgresError.self) { try row.decode(String.self, named: "nothing") }
            #expect(throws: PostgresError.self) { try row.decode(String.self, named: "nowhere") }
            #expect(throws: PostgresError.self) { try row.decode(String.self, at: 2) }
        }
    }

    @Test func `a text with NUL is not sent, and the connection goes on`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            await #expect(throws: PostgresError.self) { try await connection.query("select \("a\0b")") }
            try await connection.query("select 1")
        }
    }

    @Test func `an error of the server keeps its code and its constraint`() async throws {
        try await withTestDatabase { database in
            try await database.pool.query(
                "create table t (a int constraint t_a check (a > 0) constraint t_pkey primary key)")
            try await database.pool.query("insert into t values (1)")
            let check = await #expect(throws: PostgresError.self) {
                try await database.pool.query("insert into t values (0)")
            }
            #expect(check?.sqlState == .checkViolation)
            #expect(check?.blamesData == true)
            let unique = await #expect(throws: PostgresError.self) {
                try await database.pool.query("insert into t values (1)")
            }
            guard case .server(let error) = unique else { return #expect(Bool(false)) }
            #expect(error.constraint == "t_pkey" && error.table == "t")
            #expect(!error.description.contains("(1)") && error.debugDescription.contains("(1)"))
        }
    }

    @Test func `the guard rails are set`() async throws {
        try await withTestDatabase { database in
            let row = try await #require(
                database.pool.query(
                    """
                    select current_setting('idle_in_transaction_session_timeout') as a,
                        current_setting('lock_timeout') as b, current_setting('statement_timeout') as c,
                        current_setting('jit') as d, current_setting('application_name') as e
                    """
                ).first)
            #expect(
                try "abcde".map { try row.decode(String.self, named: String($0)) }
                    == ["10s", "5s", "30s", "off", "pairmill/test"])
        }
    }

    @Test func `without preparing, the role carries the guard rails`() async throws {
        try await withTestDatabase { database in
            try await GuardRails.setOnRole(try await database.connect())
            var settings = database.settings
            settings.preparesStatements = false
            let connection = try await PostgresConnection.connect(settings)
            for _ in 0..<3 {
                let rows = try await connection.query(
                    "select current_setting('lock_timeout') as x, \(1) as y")
                #expect(try rows[0].decode(String.self, named: "x") == "5s")
            }
            let prepared = try await connection.query("select count(*) from pg_prepared_statements")
            #expect(try prepared[0].decode(Int.self, at: 0) == 0)
        }
    }

    @Test func `a text of megabytes goes there and back`() async throws {
        try await withTestDatabase { database in
            let text = String(repeating: "ü", count: 4_000_000)
            let rows = try await database.pool.query("select \(text) as x")
            #expect(try rows[0].decode(String.self, at: 0).utf8.count == 8_000_000)
        }
    }

    @Test func `a statement of which the tables changed is prepared anew`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            try await connection.query("create table t (a int)")
            try await connection.query("select * from t")
            try await connection.query("alter table t add b text")
            await #expect(throws: PostgresError.self) { try await connection.query("select * from t") }
            try await connection.query("select * from t")
        }
    }

    @Test func `a result of any size is streamed in order`() async throws {
        try await withTestDatabase { database in
            var sum: Int64 = 0
            var previous: Int64 = 0
            try await database.pool.stream(
                "select n::bigint from generate_series(1, \(Int32(10_001))) n", chunk: 100
            ) { row in
                let number = try row.decode(Int64.self, at: 0)
                #expect(number == previous + 1)
                previous = number
                sum += number
            }
            #expect(sum == 10_001 * 10_002 / 2)
        }
    }

    @Test func `a stream that is left early costs no connection`() async throws {
        struct Enough: Error {}
        try await withTestDatabase(pool: PoolSettings(connections: 1)) { database in
            let before = try await database.pool.query("select pg_backend_pid() as p")[0].decode(
                Int32.self, at: 0)
            await #expect(throws: (any Error).self) {
                try await database.pool.stream("select generate_series(1, 1000)") { _ in throw Enough() }
            }
            let after = try await database.pool.query("select pg_backend_pid() as p")[0].decode(
                Int32.self, at: 0)
            #expect(before == after)
        }
    }

    @Test func `a server that is not there is unavailable`() async throws {
        let settings = ConnectionSettings(address: "host=/nonexistent dbname=x")
        let error = await #expect(throws: PostgresError.self) {
            try await PostgresConnection.connect(settings)
        }
        guard case .unavailable = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
}
