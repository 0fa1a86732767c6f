import Access
import Foundation
import Logging
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct KeyRecordsTests {
    private static func with(_ body: (KeyRecords, PostgresPool) async throws -> Void) async throws {
        try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
            try await body(KeyRecords($0.pool), $0.pool)
        }
    }

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `no key was ever made, or some are valid, or none is any more`() async throws {
        try await Self.with { records, _ in
            #expect(try await records.valid() == nil)

            let key = APIKey.make()
            let made = try await records.create(key, name: "alice", role: .submitter, lifetime: nil)
            #expect(made.holder == KeyHolder(id: key.id, name: "alice", role: .submitter))
            #expect(made.state == .active && made.expiresAt == nil)
            let valid = try #require(try await records.valid())
            #expect(valid.map(\.holder) == [made.holder])
            #expect(valid.map(\.digest) == [key.digest])

            #expect(try await records.revoke(key.id)?.state == .revoked)
            #expect(try await records.valid()?.isEmpty == true)
        }
    }

    @Test func `a key's limits are kept`() async throws {
        try await Self.with { records, _ in
            let limits = KeyLimits(requestsPerMinute: 60, jobs: 2)
            let made = try await records.create(
                .make(), name: "a", role: .submitter, lifetime: nil, limits: limits)
            #expect(made.holder.limits == limits)
            #expect(try await records.valid()?.map(\.holder) == [made.holder])
            #expect(try await records.list().map(\.holder) == [made.holder])
        }
    }

    @Test func `a key expires by the clock of the database`() async throws {
        try await Self.with { records, pool in
            let key = APIKey.make()
            let made = try await records.create(
                key, name: "ci", role: .viewer, lifetime: KeyLifetime(parsing: "2h"))
            let expires = try #require(made.expiresAt)
            #expect(abs(expires.timeIntervalSince(made.createdAt) - 7_200) < 1)
            let left = try #require(try await records.valid()?.first?.expires) - .now
            #expect(left > .seconds(7_100) && left <= .seconds(7_200))

            try await pool.query("update pairmill.api_key set expires_at = now()")
            #expect(try await records.valid()?.isEmpty == true)
            #expect(try await records.list().map(\.state) == [.expired])
        }
    }

    @Test func `revoking again changes nothing, and what is unknown can't be revoked`() async throws {
        try await Self.with { records, _ in
            let (first, second) = (APIKey.make(), APIKey.make())
            _ = try await records.create(first, name: "a", role: .viewer, lifetime: nil)
            _ = try await records.create(second, name: "a", role: .operator, lifetime: nil)
            let revoked = try #require(try await records.revoke(first.id))
            #expect(try await records.revoke(first.id) == revoked)
            #expect(try await records.revoke(APIKey.make().id) == nil)
            #expect(try await records.list().map(\.state) == [.revoked, .active])
            #expect(try await records.valid()?.map(\.holder.id) == [second.id])
        }
    }

    @Test func `nothing that proves a key is stored`() async throws {
        try await Self.with { records, pool in
            let key = APIKey.make()
            _ = try await records.create(key, name: "a", role: .viewer, lifetime: nil)
            let row = try #require(
                try await pool.query("select k::text as text from pairmill.api_key k").first)
            let text = try row.decode(String.self, named: "text")
            #expect(text.contains(key.id))
            #expect(!text.contains(key.exposed.suffix(43)))
        }
    }

    @Test func `a watch keeps the last keys while the table can't be read`() async throws {
        try await Self.with { records, pool in
            let key = APIKey.make()
            _ = try await records.create(key, name: "a", role: .viewer, lifetime: nil)
            let watch = KeyWatch(KeyGate(isRequired: false), records: records, logger: Self.quiet)
            #expect(watch.missing.count == 1)
            try await watch.read()
            #expect(watch.missing.isEmpty)

            try await pool.query("alter table pairmill.api_key rename to hidden")
            await #expect(throws: PostgresError.self) { try await watch.read() }
            let decision = watch.gate.judge(["Bearer \(key.exposed)"], needs: .viewer)
            #expect(decision == .admitted(KeyHolder(id: key.id, name: "a", role: .viewer)))
            #expect(watch.gate.judge([], needs: .viewer) == .refused(.missing))
        }
    }

    @Test func `a process learns before it listens whether no key was ever made, if that can be told`()
        async throws
    {
        try await Self.with { records, pool in
            func findsNone() async -> Bool {
                let gate = KeyGate(isRequired: true)
                let watch = KeyWatch(gate, records: records, logger: Self.quiet)
                return await watch.findsNone(within: .milliseconds(500))
            }
            #expect(await findsNone())
            _ = try await records.revoke(
                try await records.create(.make(), name: "a", role: .viewer, lifetime: nil).holder.id)
            #expect(await !findsNone())
            try await pool.query("alter table pairmill.api_key rename to hidden")
            #expect(await !findsNone())
        }
    }
}
