import Domain
import Postgres
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

            #expect(try await backends.register(Self.first) == Self.first)
            #expect(try await backends.find(Self.first.id) == Self.first)
            #expect(try await backends.find(.make()) == nil)
        }
    }

    @Test func `a declared backend keeps what was changed at run time, until its entry changes`() async throws
    {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            try await backends.declare([Self.first])
            #expect(try await backends.admit(Self.first.id))
            let changed = try await mill.change(
                Self.first.id, state: "active", roles: [.reviser], maxInFlight: 3)
            #expect(changed?.state == "active")

            try await backends.declare([Self.first])
            #expect(try await backends.list() == [try #require(changed)])
            try await backends.declare([Self.second])
            var expected = Self.second
            (expected.id, expected.state) = (Self.first.id, "active")
            #expect(try await backends.list() == [expected])
        }
    }

    @Test func `what an operator removed stays away while its entry is as before`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            try await backends.declare([Self.first])
            _ = try await mill.remove(Self.first.id)

            try await backends.declare([Self.first])
            #expect(try await backends.list().isEmpty)
            try await backends.declare([Self.second])
            #expect(try await backends.list().map(\.state) == ["joining"])
        }
    }

    @Test func `an entry that left the list and comes back joins again`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            let other = BackendRecord(
                id: .make(), url: "http://gpu-2:8000", kind: "auto", roles: [.reviser], maxInFlight: 1)
            try await backends.declare([Self.first, other])
            try await backends.declare([other])
            try await backends.declare([Self.first, other])
            #expect(try await backends.find(Self.first.id) == Self.first)

            // Registered by hand while it is not in the list, it is not the list's to remove.
            try await backends.declare([other])
            _ = try await backends.register(Self.first)
            try await backends.declare([other])
            #expect(try await backends.find(Self.first.id)?.state == "joining")
        }
    }

    @Test func `a backend that is gone can't be changed, and none is active before it was probed`()
        async throws
    {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first)
            func ask(_ state: String) async throws -> String? {
                try await mill.change(Self.first.id, state: state, roles: nil, maxInFlight: nil)?.state
            }
            #expect(try await ask("active") == "joining")
            #expect(try await ask("draining") == "draining")
            #expect(try await ask("active") == "joining")
            #expect(try await mill.remove(Self.first.id)?.state == "gone")
            #expect(try await mill.remove(Self.first.id)?.state == "gone")
            #expect(try await ask("active") == nil)
            #expect(try await ask("draining") == nil)
            #expect(try await backends.list().isEmpty)
        }
    }

    @Test func `what was decided while a backend was probed outlasts its probe`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first)
            _ = try await mill.change(Self.first.id, state: "draining", roles: nil, maxInFlight: nil)
            #expect(try await !backends.admit(Self.first.id))
            #expect(try await backends.find(Self.first.id)?.state == "draining")

            _ = try await mill.remove(Self.first.id)
            #expect(try await !backends.admit(Self.first.id))
            #expect(try await backends.list().isEmpty)
            #expect(try await !backends.admit(.make()))
        }
    }

    @Test func `what has left the list is gone, what was registered at run time stays`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            let other = BackendRecord(
                id: .make(), url: "http://gpu-2:8000", kind: "auto", roles: [.reviser], maxInFlight: 1)
            let registered = try await backends.register(
                BackendRecord(id: .make(), url: "http://gpu-3:8000", kind: "auto", roles: [], maxInFlight: 1))
            try await backends.declare([Self.first, other])
            try await backends.declare([other])
            #expect(try await backends.list() == [registered, other])
            try await backends.declare([])
            #expect(try await backends.list() == [registered, other])
            try await backends.declare([Self.first, other])
            #expect(try await backends.list().count == 3)
        }
    }

    @Test func `registered in place of another, it keeps only id and state of it`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first)
            #expect(try await backends.admit(Self.first.id))
            var expected = Self.second
            expected.id = Self.first.id
            expected.state = "active"

            #expect(try await backends.register(Self.second) == expected)
            #expect(try await backends.list() == [expected])
        }
    }

    @Test func `a backend that is gone is not listed, and joins again as it is registered`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.first)
            _ = try await mill.remove(Self.first.id)
            #expect(try await backends.list().isEmpty)
            var expected = Self.second
            expected.id = Self.first.id

            #expect(try await backends.register(Self.second) == expected)
            #expect(try await backends.list() == [expected])
        }
    }

    @Test func `a change touches what it names and nothing else`() async throws {
        try await TestMill.withCreatedJob { mill in
            let backends = BackendRecords(mill.pool)
            _ = try await backends.register(Self.second)
            var expected = Self.second
            expected.state = "draining"
            #expect(
                try await mill.change(expected.id, state: "draining", roles: nil, maxInFlight: nil)
                    == expected)
            expected.roles = []
            #expect(
                try await mill.change(expected.id, state: nil, roles: [], maxInFlight: nil) == expected)
            expected.maxInFlight = 100
            #expect(
                try await mill.change(expected.id, state: nil, roles: nil, maxInFlight: 100) == expected)
            #expect(
                try await mill.change(.make(), state: "draining", roles: nil, maxInFlight: nil) == nil)
            #expect(try await mill.remove(.make()) == nil)
            #expect(try await backends.list() == [expected])
        }
    }
}

extension TestMill {
    fileprivate func remove(_ id: BackendID) async throws -> BackendRecord? {
        try await pool.withConnection { try await BackendRecords(pool).remove(id, over: $0) }
    }

    fileprivate func change(
        _ id: BackendID, state: String?, roles: [Role]?, maxInFlight: Int?
    ) async throws -> BackendRecord? {
        try await pool.withConnection {
            try await BackendRecords(pool).change(
                id, state: state, roles: roles, maxInFlight: maxInFlight, over: $0)
        }
    }
}
