import Backends
import Domain
import Foundation
import Logging
import Postgres
import Records
import Synchronization
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct AdapterKeeperTests {
    private let one = "http://one"
    private let two = "http://two"

    /// A job that waits for a generator's adapter, and a keeper of its backends.
    private struct Kept: Sendable {
        let driven: DrivenJob
        let keeper: AdapterKeeper
        let name = "gen-00000000-r2-0123456789ab"
        var adapters: AdapterRecords { AdapterRecords(driven.pool) }

        func adapter() async throws -> AdapterRecord { try #require(try await adapters.find(name)) }

        func proven() async throws -> [String: Set<String>] {
            Dictionary(
                uniqueKeysWithValues: try await BackendRecords(driven.pool).list().map { ($0.url, $0.proven) }
            )
        }
    }

    private func with(
        _ servers: AdapterServers, roles: [Role] = [.generator],
        _ body: @escaping @Sendable (Kept) async throws -> Void
    ) async throws {
        let urls = servers.state.withLock { $0.servers.keys.sorted() }
        try await DrivenJob.with(RoundDriverTests.specification, passes: RoundDriverTests.passes) { driven in
            _ = try await driven.take(try RoundDriverTests.lines())
            try await driven.start()
            let backends = BackendRecords(driven.pool)
            for url in urls {
                _ = try await backends.register(
                    BackendRecord(id: .make(), url: url, kind: "vllm", roles: roles, maxInFlight: 4))
            }
            let kept = Kept(driven: driven, keeper: Self.keeper(driven, servers))
            try await kept.adapters.store(
                AdapterRecord(
                    new: kept.name, job: driven.job.number, round: 2, role: .generator, format: .peft,
                    baseModel: "base", rank: 4, alpha: 8, digest: nil,
                    provenance: AdapterProvenance(source: "trainer")))
            try await driven.pool.query(
                """
                insert into pairmill.training (job, round, role, state, pairs, adapter)
                values (\(driven.job.number), 2, 'generator', 'succeeded', 20, \(kept.name))
                """)
            try await body(kept)
        }
    }

    private static func keeper(_ driven: DrivenJob, _ servers: AdapterServers) -> AdapterKeeper {
        AdapterKeeper(
            adapters: AdapterRecords(driven.pool), places: AdapterPlaces(driven.pool),
            backends: BackendRecords(driven.pool), jobs: JobRecords(driven.pool),
            events: JobEvents(driven.pool), requests: DirectRequests(transport: servers),
            prompts: GatePrompts(driven.pool, blobs: driven.blobs),
            folder: AdapterFolder(root: "/adapters", pool: driven.threads),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `an adapter is loaded on every backend of its role and proven on each`() async throws {
        let servers = AdapterServers(one, two)
        try await with(servers) { kept in
            try await kept.keeper.pass()
            #expect(servers.loaded(at: "http://one") == [kept.name: "/adapters/\(kept.name)"])
            #expect(try await kept.proven() == ["http://one": [kept.name], "http://two": [kept.name]])
            #expect(try await kept.adapter().state == .proven)
            #expect(
                try await kept.adapters.serving(in: 3, of: kept.driven.job.number)[.generator]?.name
                    == kept.name)
            #expect(try await kept.adapters.serving(in: 1, of: kept.driven.job.number).isEmpty)
            // Asked again nothing is done again.
            let asked = servers.state.withLock { $0.asked.count }
            try await kept.keeper.pass()
            #expect(servers.state.withLock { $0.asked.count } == asked + 2)
        }
    }

    @Test func `a backend of another role is left alone`() async throws {
        let servers = AdapterServers(one)
        try await with(servers, roles: [.verifier]) { kept in
            try await kept.keeper.pass()
            #expect(servers.loaded(at: "http://one").isEmpty)
            #expect(try await kept.adapter().reason == "no backend of its role answers")
        }
    }

    @Test func `a backend that was started anew gets its adapter back, and proves it again`() async throws {
        let servers = AdapterServers(one)
        try await with(servers) { kept in
            try await kept.keeper.pass()
            servers.change("http://one") { $0.loaded = [:] }
            try await kept.keeper.pass()
            #expect(servers.loaded(at: "http://one").count == 1)
            #expect(try await kept.proven() == ["http://one": [kept.name]])
        }
    }

    @Test func `an adapter that changes nothing is inert, whatever the load said`() async throws {
        let servers = AdapterServers(one)
        servers.change(one) { $0.isMoved = false }
        try await with(servers) { kept in
            try await kept.keeper.pass()
            let adapter = try await kept.adapter()
            #expect(adapter.state == .inert)
            #expect(adapter.reason?.contains("it changes nothing: 0 of 3") == true)
            #expect(try await kept.proven() == ["http://one": []])
            let events = try await JobEvents(kept.driven.pool).list(of: kept.driven.job.number, after: 0)
            #expect(events.contains { $0.kind == "adapter" && $0.data.contains("inert") })
        }
    }

    @Test func `a role that was skipped no longer speaks with its adapter`() async throws {
        let servers = AdapterServers(one)
        try await with(servers) { kept in
            try await kept.keeper.pass()
            let job = kept.driven.job.number
            try await kept.driven.pool.query(
                "update pairmill.round set state = 'awaiting_adapters' where job = \(job) and round = 2")
            #expect(try await TrainingRecords(kept.driven.pool).skip(.generator, round: 2, of: job))
            #expect(try await kept.adapters.serving(in: 3, of: job).isEmpty)
            try await kept.keeper.pass()
            #expect(servers.loaded(at: "http://one").isEmpty)
            #expect(try await kept.adapter().state == .superseded)
        }
    }

    @Test func `a look that comes late changes no decision`() async throws {
        let servers = AdapterServers(one)
        try await with(servers) { kept in
            try await kept.keeper.pass()
            #expect(try await !kept.adapters.set(.new, reason: "late", of: kept.name))
            #expect(try await !kept.adapters.set(.inert, reason: "late", of: kept.name))
            #expect(try await kept.adapter().state == .proven)
        }
    }

    @Test func `a refusal keeps the adapter waiting, with the backend's words`() async throws {
        let servers = AdapterServers(one, two)
        servers.change(two) { $0.refusal = (500, "LoRA rank 4 is greater than max_lora_rank 2") }
        try await with(servers) { kept in
            try await kept.keeper.pass()
            let adapter = try await kept.adapter()
            #expect(adapter.state == .new)
            #expect(adapter.reason?.contains("max_lora_rank 2") == true)
            // What was refused is tried again after a while.
            servers.change("http://two") { $0.refusal = nil }
            try await kept.driven.pool.query(
                "update pairmill.adapter_backend set at = now() - interval '1 hour' where state = 'refused'")
            try await kept.keeper.pass()
            #expect(try await kept.adapter().state == .proven)
        }
    }

    @Test func `a backend that is away is not waited for, and proves the adapter when it is back`()
        async throws
    {
        let servers = AdapterServers(one, two)
        servers.change(two) { $0.isAway = true }
        try await with(servers) { kept in
            try await kept.keeper.pass()
            #expect(try await kept.adapter().state == .proven)
            #expect(try await kept.proven() == ["http://one": [kept.name], "http://two": []])
            servers.change("http://two") { $0.isAway = false }
            try await kept.keeper.pass()
            #expect(try await kept.proven()["http://two"] == [kept.name])
        }
    }

    @Test func `what no open job needs is unloaded, what is not ours stays`() async throws {
        let servers = AdapterServers(one)
        servers.change(one) { $0.loaded["gen-ffffffff-r2-ffffffffffff"] = "/elsewhere" }
        try await with(servers) { kept in
            try await kept.keeper.pass()
            _ = try await JobRecords(kept.driven.pool).cancel(kept.driven.job.number)
            try await kept.keeper.pass()
            #expect(Array(servers.loaded(at: "http://one").keys) == ["gen-ffffffff-r2-ffffffffffff"])
            #expect(try await kept.proven() == ["http://one": []])
        }
    }
}
