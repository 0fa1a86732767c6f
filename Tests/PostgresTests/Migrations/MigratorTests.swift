import TestSupport
import Testing

@testable import Postgres

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct MigratorTests {
    static func step(_ name: String, _ script: String, module: String = "queue") -> Migration {
        Migration(module: module, name: name, script: script.utf8)
    }

    let first = step("V001_a", "create table pairmill.a (n int); insert into pairmill.a values (1);")
    let second = step("V002_b", "insert into pairmill.a values (2);")
    let other = step("V101_c", "create table pairmill.c (n int)", module: "records")

    @Test func `each migration is applied once, whoever migrates`() async throws {
        try await withTestDatabase { database in
            let modules = [[first, second], [other]]
            let applied = try await withThrowingTaskGroup(of: [Migration].self) { group in
                for _ in 0..<4 {
                    group.addTask { try await Migrator(modules).migrate(try await database.connect()) }
                }
                return try await group.reduce([], +)
            }
            #expect(applied.map(\.name).sorted() == ["V001_a", "V002_b", "V101_c"])
            let rows = try await database.pool.query("select n from pairmill.a order by n")
            #expect(try rows.map { try $0.decode(Int32.self, at: 0) } == [1, 2])
            #expect(try await Migrator(modules).pending(try await database.connect()).isEmpty)
        }
    }

    @Test func `new migrations of every module follow the old ones`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            try await Migrator([[first], []]).migrate(connection)
            #expect(try await Migrator([[first, second], [other]]).pending(connection) == [second, other])
        }
    }

    @Test func `a failing script leaves nothing behind and those before it stay`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            let bad = Self.step("V002_b", "insert into pairmill.a values (9); select 1 / 0;")
            let error = await #expect(throws: MigrationError.self) {
                try await Migrator([[first, bad]]).migrate(connection)
            }
            guard case .failed("queue/V002_b", let reason) = error else { return #expect(Bool(false)) }
            #expect(reason.sqlState == "22012")
            let rows = try await connection.query("select n from pairmill.a")
            #expect(try rows.map { try $0.decode(Int32.self, at: 0) } == [1])
            #expect(try await Migrator([[first, second]]).pending(connection) == [second])
        }
    }

    @Test func `a changed, a newer and a foreign migration are refused`() async throws {
        try await withTestDatabase { database in
            let connection = try await database.connect()
            try await Migrator([[first, second]]).migrate(connection)
            await #expect(throws: MigrationError.changed("queue/V001_a")) {
                try await Migrator([[Self.step("V001_a", "select 2"), second]]).migrate(connection)
            }
            await #expect(throws: MigrationError.newer("queue/V002_b")) {
                try await Migrator([[first]]).migrate(connection)
            }
            await #expect(throws: MigrationError.unknown("queue/V001_a", expected: "queue/V000_x")) {
                try await Migrator([[Self.step("V000_x", "select 1"), first]]).migrate(connection)
            }
        }
    }
}
