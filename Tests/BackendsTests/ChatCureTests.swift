import Contracts
import Domain
import Testing

@testable import Backends

/// What is cured at the same backend, in the same attempt.
@Suite struct ChatCureTests {
    @Test func `the second call on an image sends its uuid alone`() async throws {
        let bench = await ChatBench(FakeFleet([:]), hosts: ["a"])
        for _ in 0..<2 { _ = try await bench.client.chat(ChatBench.call()) }
        #expect(bench.fleet.chats.map { $0.body.contains("base64") } == [true, false])
    }

    @Test func `a picture that is sent once never goes by reference`() async throws {
        let bench = await ChatBench(FakeFleet([:]), hosts: ["a"])
        var call = ChatBench.call()
        call.isImageShared = false
        for _ in 0..<2 { _ = try await bench.client.chat(call) }
        #expect(bench.fleet.chats.map { $0.body.contains("base64") } == [true, true])
    }

    @Test func `a cache miss is cured with the bytes at once`() async throws {
        let fleet = FakeFleet([
            "a": { $0.body.contains("base64") ? .completion("seen") : .refusing(400, Recorded.cacheMiss) }
        ])
        let bench = await ChatBench(fleet, hosts: ["a"])
        for _ in 0..<2 { #expect(try await bench.client.chat(ChatBench.call()).text == "seen") }
        #expect(fleet.chats.map { $0.body.contains("base64") } == [true, false, true])
    }

    @Test func `only vLLM is asked by reference`() async throws {
        let models = ["a": Recorded.models(["m"], ownedBy: "sglang")]
        let bench = await ChatBench(FakeFleet([:], models: models), hosts: ["a"])
        for _ in 0..<2 { _ = try await bench.client.chat(ChatBench.call()) }
        #expect(bench.fleet.chats.allSatisfy { $0.body.contains("base64") && !$0.body.contains("uuid") })
    }

    @Test(arguments: [400, 422, 500])
    func `a format the server can't take is relaxed and remembered`(status: Int) async throws {
        let fleet = FakeFleet([
            "a": { $0.body.contains("response_format") ? .refusing(status) : .completion("free") }
        ])
        let bench = await ChatBench(fleet, hosts: ["a"])
        for _ in 0..<2 {
            let result = try await bench.client.chat(verdictCall())
            #expect(result.text == "free")
            #expect(result.unenforced == ["response_format"])
        }
        #expect(fleet.chats.count == 4)
        #expect(await bench.snapshot(0)?.breaker == "closed")
    }

    @Test func `a bad picture does not relax the format for others`() async throws {
        let fleet = FakeFleet(["a": { $0.body.contains("bad") ? .refusing(400) : .completion("{}") }])
        let bench = await ChatBench(fleet, hosts: ["a"])
        #expect(await bench.failure(of: verdictCall("bad"))?.kind == .fatal)
        #expect(fleet.chats.count == 3)
        #expect(try await bench.client.chat(verdictCall("good")).unenforced.isEmpty)
        #expect(fleet.chats.last?.body.contains("json_schema") == true)
    }

    private func verdictCall(_ text: String = "verify") -> ChatCall {
        var call = ChatBench.call(text)
        call.format = ReplyFormat(name: "verdict", schema: ["type": "object"])
        return call
    }
}
