import Postgres
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct PipelineTests {
    @Test func `a segment that fails leaves the others their effect`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            try await connection.query("create table t (a int primary key)")
            for _ in 0..<2 {
                try await connection.query("truncate t")
                let results = try await connection.pipeline([
                    ["insert into t values (\(Int32(1)))"],
                    ["insert into t values (\(Int32(2)))", "insert into t values (\(Int32(1)))"],
                    ["insert into t values (\(Int32(3)))", "select a from t order by a"],
                ])
                #expect(throws: Never.self) { try results[0].get() }
                #expect(throws: PostgresError.self) { try results[1].get() }
                let rows = try results[2].get()[1]
                #expect(try rows.map { try $0.decode(Int32.self, at: 0) } == [1, 3])
            }
        }
    }

    @Test func `a segment that can't be sent leaves the others their effect`() async throws {
        try await withTestDatabase { database in
            let results = try await database.pool.pipeline([["select \("\0")"], ["select 5 as five"]])
            guard case .failure(.unsendable) = results[0] else { return #expect(Bool(false)) }
            #expect(try results[1].get()[0][0].decode(Int32.self, at: 0) == 5)
        }
    }

    @Test func `a statement skipped in one segment still works in the next`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            let shared: SQL = "select \(Int32(7)) as seven"
            for _ in 0..<2 {
                let results = try await connection.pipeline([["select 1 / 0", shared], [shared]])
                #expect(throws: PostgresError.self) { try results[0].get() }
                #expect(try results[1].get()[0][0].decode(Int32.self, at: 0) == 7)
            }
        }
    }

    @Test func `a statement that can't be prepared says why`() async throws {
        try await withTestDatabase { database in
            let results = try await database.pool.pipeline([["select 1", "selekt"], ["select 2"]])
            guard case .failure(let error) = results[0] else { return #expect(Bool(false)) }
            #expect(error.sqlState == "42601")
            #expect(throws: Never.self) { try results[1].get() }
        }
    }

    @Test func `a pipeline larger than every buffer does not block`() async throws {
        try await withTestDatabase { database in
            let text = String(repeating: "x", count: 200_000)
            let segments = [[SQL]](repeating: ["select \(text) || \(text) as x"], count: 64)
            let results = try await database.pool.pipeline(segments)
            for result in results {
                #expect(try result.get()[0][0].decode(String.self, at: 0).utf8.count == 400_000)
            }
        }
    }

    @Test func `a lost connection fails the pipeline as a whole`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            let error = await #expect(throws: PostgresError.self) {
                try await connection.pipeline([
                    ["select 1"], ["select pg_terminate_backend(pg_backend_pid())"], ["select 2"],
                ])
            }
            #expect(error?.endsConnection == true)
            await #expect(throws: PostgresError.closed) { try await connection.query("select 1") }
        }
    }
}
