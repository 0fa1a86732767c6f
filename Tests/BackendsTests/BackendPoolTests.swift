import Domain
import Testing

@testable import Backends

@Suite struct BackendPoolTests {
    @Test func `no cap is passed and everyone is served`() async throws {
        let slow: FakeFleet.Script = { _ in
            for _ in 0..<20 { await Task.yield() }
            return .completion("x")
        }
        let fleet = FakeFleet(["a": slow, "b": slow])
        let bench = await ChatBench(fleet, hosts: ["a", "b"], maxInFlight: 3)
        let served = await withTaskGroup { group in
            for image in 0..<60 {
                let call = ChatBench.call(image: image % 5)
                group.addTask { await bench.failure(of: call) == nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(served == 60)
        #expect(fleet.mostRunning(at: "a") <= 3)
        #expect(fleet.mostRunning(at: "b") <= 3)
    }

    @Test func `a replica sends its share only, and one at least`() async {
        let bench = await ChatBench(FakeFleet([:]), hosts: ["a"])
        await bench.pool.update(ChatBench.rows(["a"]), part: { _ in 0.25 })
        #expect(await bench.snapshot(0)?.limit == 4)
        await bench.pool.update(ChatBench.rows(["a"]), part: { _ in 0.01 })
        #expect(await bench.pool.freePlaces(for: .generator) == 1)
    }

    @Test func `a pool is settled once each backend it began with was asked, whatever came of it`() async {
        let pool = BackendPool()
        #expect(await !pool.isSettled)
        await pool.update(ChatBench.rows(["a", "b"]))
        let due = await pool.takeDueForDiscovery()
        #expect(due.count == 2)
        await pool.record(.failure(.unreachable("it is away")), of: due[0])
        #expect(await !pool.isSettled)
        await pool.record(.failure(.refused("no key")), of: due[1])
        #expect(await pool.isSettled)
        await pool.update(ChatBench.rows(["a", "b", "c"]))
        #expect(await pool.isSettled)
    }

    @Test func `a pool without backends is settled`() async {
        let pool = BackendPool()
        await pool.update([])
        #expect(await pool.isSettled)
    }

    @Test func `a call waits for a place for a bounded time`() async {
        var settings = ChatSettings()
        settings.patience = .milliseconds(20)
        let (held, release) = AsyncStream.makeStream(of: Void.self)
        let (began, signal) = AsyncStream.makeStream(of: Void.self)
        let fleet = FakeFleet([
            "a": { _ in
                signal.yield()
                for await _ in held {}
                return .completion("x")
            }
        ])
        let bench = await ChatBench(fleet, hosts: ["a"], maxInFlight: 1, settings: settings)
        await withTaskGroup { group in
            group.addTask { _ = await bench.failure() }
            for await _ in began { break }
            let failure = await bench.failure()
            #expect(failure?.kind == .release)
            #expect(fleet.chats.count == 1)
            release.finish()
        }
        #expect(await bench.failure() == nil)
    }

    @Test func `a waiting call that is cancelled leaves the queue`() async {
        let (held, release) = AsyncStream.makeStream(of: Void.self)
        let (began, signal) = AsyncStream.makeStream(of: Void.self)
        let fleet = FakeFleet([
            "a": { _ in
                signal.yield()
                for await _ in held {}
                return .completion("x")
            }
        ])
        let bench = await ChatBench(fleet, hosts: ["a"], maxInFlight: 1)
        await withTaskGroup { group in
            group.addTask { _ = await bench.failure() }
            for await _ in began { break }
            let failure = await withTaskGroup { inner in
                inner.addTask { await bench.failure() }
                inner.cancelAll()
                return await inner.next() ?? nil
            }
            #expect(failure?.kind == .release)
            #expect(await bench.pool.waiting.isEmpty)
            release.finish()
        }
    }

    @Test func `the queue is bounded`() async {
        var settings = ChatSettings()
        settings.mostWaiting = 0
        let bench = await ChatBench(FakeFleet([:]), hosts: [], settings: settings)
        await bench.pool.update(ChatBench.rows(["a"]))
        let failure = await bench.failure()
        #expect(failure?.kind == .release)
        #expect(failure?.reason.contains("too many") == true)
    }

    @Test func `a draining backend takes nothing new and finishes the rest`() async {
        let (held, release) = AsyncStream.makeStream(of: Void.self)
        let (began, signal) = AsyncStream.makeStream(of: Void.self)
        let fleet = FakeFleet([
            "a": { _ in
                signal.yield()
                for await _ in held {}
                return .completion("kept")
            }
        ])
        let bench = await ChatBench(fleet, hosts: ["a"])
        await withTaskGroup { group in
            group.addTask { await bench.failure() }
            for await _ in began { break }
            await bench.pool.update([])
            #expect(await bench.snapshot(0)?.state == .draining)
            #expect(await bench.failure()?.kind == .snooze(.seconds(5)))
            release.finish()
            #expect(await group.next() == .some(nil))
        }
        await bench.pool.update([])
        #expect(await bench.pool.snapshots().isEmpty)
    }

    @Test func `a joining backend is asked what it serves and gets no call`() async {
        let bench = await ChatBench(FakeFleet([:]), hosts: [])
        await bench.pool.update([Backend(id: .numbered(0), url: "http://a", state: .joining)])
        await bench.discover()
        #expect(await bench.snapshot(0)?.models == ["m"])
        #expect(await bench.pool.freePlaces(for: .generator) == 0)
        #expect(await bench.failure()?.reason.contains("POST /v1/backends") == true)
    }

    @Test func `the snapshot is what people see`() async throws {
        let bench = await ChatBench(FakeFleet([:]), hosts: ["a"])
        _ = try await bench.client.chat(ChatBench.call())
        let seen = try #require(await bench.snapshot(0))
        #expect(seen.kind == .vllm)
        #expect(seen.limit == 8)
        #expect(seen.share == 16)
        #expect(seen.breaker == "closed")
        #expect(seen.latencySeconds != nil)
        #expect(seen.roles == [.generator, .reviser, .verifier])
    }
}
