import Domain
import Testing

@testable import Backends

@Suite struct ChatClientTests {
    @Test func `a reply comes with what is recorded of it`() async throws {
        let bench = await ChatBench(FakeFleet([:]), hosts: ["a"])
        let result = try await bench.client.chat(ChatBench.call())
        #expect(result.text == "hello")
        #expect(result.finishReason == "stop")
        #expect(result.promptTokens == 271)
        #expect(result.completionTokens == 9)
        #expect(result.backend == .numbered(0))
        #expect(result.model == "m")
        #expect(result.unenforced.isEmpty)
        #expect(await bench.snapshot(0)?.inFlight == 0)
    }

    @Test func `a backend that refuses work sends the call to another at once`() async throws {
        let fleet = FakeFleet(["a": { _ in .refusing(503) }, "b": { _ in .refusing(429) }])
        let bench = await ChatBench(fleet, hosts: ["a", "b", "c"])
        for image in 0..<8 {
            #expect(try await bench.client.chat(ChatBench.call(image: image)).backend == .numbered(2))
        }
        #expect(await bench.snapshot(0)?.breaker == "closed")
    }

    @Test func `a lone backend that refuses is not asked twice`() async {
        let fleet = FakeFleet(["a": { _ in TransportReply(status: 503, retryAfter: "9", body: []) }])
        let bench = await ChatBench(fleet, hosts: ["a"])
        #expect(await bench.failure()?.kind == .snooze(.seconds(9)))
        #expect(fleet.chats.count == 1)
        #expect(await bench.snapshot(0)?.limit == 6)
    }

    @Test func `a connection that fails is tried three times, elsewhere first`() async {
        let dead: FakeFleet.Script = { _ throws(TransportError) in throw .beforeFirstByte("refused") }
        let fleet = FakeFleet(["a": dead, "b": dead])
        let bench = await ChatBench(fleet, hosts: ["a", "b"])
        let failure = await bench.failure()
        #expect(failure?.kind == .snooze(.seconds(2)))
        #expect(failure?.reason.contains("refused") == true)
        #expect(fleet.chats.count == 3)
        #expect(Set(fleet.hosts.prefix(2)) == ["a", "b"])
    }

    @Test func `a failure after the first byte is not tried again`() async throws {
        let fleet = FakeFleet(["a": { sent in sent.number == 0 ? .completion("x") : .refusing(500) }])
        let bench = await ChatBench(fleet, hosts: ["a"])
        _ = try await bench.client.chat(ChatBench.call())
        let failure = await bench.failure()
        #expect(failure?.kind == .retry)
        #expect(failure?.backend == .numbered(0))
        #expect(fleet.chats.count == 2)
    }

    @Test func `a call charges one breaker at most`() async {
        let dead: FakeFleet.Script = { _ throws(TransportError) in throw .beforeFirstByte("refused") }
        let bench = await ChatBench(FakeFleet(["a": dead]), hosts: ["a"])
        for _ in 0..<4 { _ = await bench.failure() }
        #expect(await bench.snapshot(0)?.breaker == "closed")
        _ = await bench.failure()
        #expect(await bench.snapshot(0)?.breaker == "open")
    }

    @Test func `where all breakers are open calls still try one at a time`() async throws {
        let fleet = FakeFleet([
            "a": { sent throws(TransportError) in
                if sent.number < 5 { throw .brokenOff("reset") }
                return .completion("back")
            }
        ])
        var settings = ChatSettings()
        settings.trialPause = .zero
        let bench = await ChatBench(fleet, hosts: ["a"], settings: settings)
        for _ in 0..<5 { _ = await bench.failure() }
        #expect(await bench.snapshot(0)?.breaker == "open")
        #expect(await bench.pool.freePlaces(for: .generator) == 1)
        #expect(try await bench.client.chat(ChatBench.call()).text == "back")
        #expect(await bench.snapshot(0)?.breaker == "half_open")
        _ = try await bench.client.chat(ChatBench.call())
        #expect(await bench.snapshot(0)?.breaker == "closed")
    }

    @Test func `where all breakers are open nothing is claimed for a backend that has just failed`() async {
        let fleet = FakeFleet(["a": { _ throws(TransportError) in throw .brokenOff("reset") }])
        let bench = await ChatBench(fleet, hosts: ["a"])
        for _ in 0..<5 { _ = await bench.failure() }
        #expect(await bench.snapshot(0)?.breaker == "open")
        #expect(await bench.pool.freePlaces(for: .generator) == 0)
    }

    @Test func `all tries share one deadline`() async {
        var settings = ChatSettings()
        settings.deadline = .seconds(40)
        let full: FakeFleet.Script = { _ in .refusing(503) }
        let bench = await ChatBench(
            FakeFleet(["a": full, "b": full]), hosts: ["a", "b"], settings: settings)
        _ = await bench.failure()
        let deadlines = bench.fleet.chats.map(\.request.deadline)
        #expect(deadlines.count == 2)
        // The pause between two tries is 25 ms at least.
        #expect(deadlines[0] <= .seconds(40))
        #expect(deadlines[1] <= deadlines[0] - .milliseconds(25))
    }

    @Test func `cancelling a call reaches the backend and releases the task`() async throws {
        let (began, signal) = AsyncStream.makeStream(of: Void.self)
        let fleet = FakeFleet([
            "a": { _ throws(TransportError) in
                signal.yield()
                do { try await Task.sleep(for: .seconds(600)) } catch { throw .cancelled }
                return .completion("late")
            }
        ])
        let bench = await ChatBench(fleet, hosts: ["a"])
        let failure = await withTaskGroup { group in
            group.addTask { await bench.failure() }
            for await _ in began { break }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(failure?.kind == .release)
        #expect(fleet.cancelled == 1)
        #expect(await bench.snapshot(0)?.inFlight == 0)
    }

    @Test func `a key that is refused takes the backend out of the pool`() async throws {
        let fleet = FakeFleet(["a": { _ in .refusing(401, Recorded.badKey) }])
        let bench = await ChatBench(fleet, hosts: ["a", "b"])
        for image in 0..<8 {
            #expect(try await bench.client.chat(ChatBench.call(image: image)).backend == .numbered(1))
        }
        #expect(fleet.hosts.count { $0 == "a" } <= 1)
        #expect(await bench.snapshot(0)?.shutOut?.contains("Unauthorized") == true)
    }

    @Test func `the key goes with the request and its absence is told`() async throws {
        let fleet = FakeFleet([:])
        let bench = await ChatBench(fleet, hosts: [])
        var row = Backend(id: .numbered(0), url: "http://a", keyEnv: "GOOD_KEY")
        await bench.pool.update([row])
        await bench.discover()
        _ = try await bench.client.chat(ChatBench.call())
        let fields = try #require(fleet.chats.first?.request.fields)
        #expect(fields.contains { $0 == ("Authorization", "Bearer secret") })
        row.keyEnv = "NO_KEY"
        await bench.pool.update([row])
        await bench.discover()
        #expect(await bench.snapshot(0)?.shutOut?.contains("NO_KEY") == true)
    }

    @Test func `a model that is gone is asked of another and looked for anew`() async throws {
        let fleet = FakeFleet(["a": { _ in .refusing(404, Recorded.noAdapter) }])
        let bench = await ChatBench(fleet, hosts: ["a", "b"])
        for image in 0..<8 { _ = try await bench.client.chat(ChatBench.call(image: image)) }
        #expect(fleet.hosts.count { $0 == "a" } == 1)
        #expect(await bench.snapshot(0)?.models == [])
        await bench.discover()
        #expect(await bench.snapshot(0)?.models == ["m"])
    }

    @Test func `a model nobody lists snoozes with a reason`() async {
        let bench = await ChatBench(FakeFleet([:]), hosts: ["a"])
        var call = ChatBench.call()
        call.model = "gen-x"
        let failure = await bench.failure(of: call)
        #expect(failure?.kind == .snooze(.seconds(2)))
        #expect(failure?.reason.contains("gen-x") == true)
    }

    @Test func `without a model the agreed base is asked`() async throws {
        let models = ["a": Recorded.models(["Qwen"]), "b": Recorded.models(["Qwen"])]
        let bench = await ChatBench(FakeFleet([:], models: models), hosts: ["a", "b"])
        var call = ChatBench.call()
        call.model = nil
        #expect(try await bench.client.chat(call).model == "Qwen")
        let split = ["a": Recorded.models(["Qwen"]), "b": Recorded.models(["Llava"])]
        let other = await ChatBench(FakeFleet([:], models: split), hosts: ["a", "b"])
        #expect(await other.failure(of: call)?.reason.contains("http://b serves Llava") == true)
    }
}
