import Domain
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct BackendRecordsTests {
    private static let url = "http://gpu-1:8000"

    private static let first = BackendRecord(
        id: .make(), url: url, kind: "auto", roles: [.generator, .verifier], maxInFlight: 16,
        state: "joining", keyVariable: "OLD_KEY")

    private static let second = BackendRecord(
        id: .make(), url: url, kind: "vllm", roles: [.reviser], maxInFlight: 4, state: "joining",
        keyVariable: "NEW_KEY", adapterRoot: "/adapters", maxLoRARank: 64)

    @Test func `a backend comes back as it was registered`() async throws {
        try await TestMill.withCreatedJob { mill async throws in
            let backends = BackendRecords(mill.pool)

            #expect(try await backends.register(Self.first, replacing: false) == Self.first)
            #expect(try await backends.find(Self.first.id) == Self.first)
            #expect(try await backends.find(.make()) == nil)
        }
    }

    @Test func `registered again without replacing, what was changed at run time wins`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first, replacing: false)
            let changed = try await backends.change(
                Self.first.id, state: "active", roles: [.reviser], maxInFlight: 3)

            #expect(try await backends.register(Self.second, replacing: false) == changed)
            #expect(try await backends.list() == [try #require(changed)])
        }
    }

    @Test func `registered in place of another, it keeps only id and state of it`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first, replacing: false)
            _ = try await backends.change(Self.first.id, state: "active", roles: nil, maxInFlight: nil)
            var expected = Self.second
            expected.id = Self.first.id
            expected.state = "active"

            #expect(try await backends.register(Self.second, replacing: true) == expected)
            #expect(try await backends.list() == [expected])
        }
    }

    @Test func `a backend that is gone is not listed, and joins again as it is registered`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first, replacing: false)
            _ = try await backends.change(Self.first.id, state: "gone", roles: nil, maxInFlight: nil)
            #expect(try await backends.list().isEmpty)
            var expected = Self.second
            expected.id = Self.first.id

            #expect(try await backends.register(Self.second, replacing: false) == expected)
            #expect(try await backends.list() == [expected])
        }
    }

    @Test func `a change touches what it names and nothing else`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.second, replacing: false)
            var expected = Self.second
            expected.state = "draining"
            #expect(
                try await backends.change(expected.id, state: "draining", roles: nil, maxInFlight: nil)
                    == expected)
            expected.roles = []
            #expect(
                try await backends.change(expected.id, state: nil, roles: [], maxInFlight: nil) == expected)
            expected.maxInFlight = 100
            #expect(
                try await backends.change(expected.id, state: nil, roles: nil, maxInFlight: 100) == expected)
            #expect(
                try await backends.change(.make(), state: "gone", roles: nil, maxInFlight: nil) == nil)
            #expect(try await backends.list() == [expected])
        }
    }
}
