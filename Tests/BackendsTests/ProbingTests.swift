import Digests
import Domain
import Testing

@testable import Backends

@Suite struct ProbingTests {
    private let backend = Backend(id: .numbered(0), url: "http://a", kind: .vllm)

    @Test func `a backend that tells red from blue sees`() async throws {
        #expect(try await finding { Self.colour($0) } == .sees)
    }

    @Test func `one that says the same of both is blind`() async throws {
        #expect(try await finding { _ in .completion("Green") } == .blind)
    }

    @Test func `one that differs in company mixes images`() async throws {
        let finding = try await finding { sent in sent.number < 2 ? Self.colour(sent) : .completion("Red") }
        #expect(finding == .mixesImages)
    }

    @Test func `refusals in company say nothing`() async throws {
        #expect(try await finding { $0.number < 2 ? Self.colour($0) : .refusing(503) } == .sees)
    }

    @Test func `a backend that does not answer is no finding`() async {
        await #expect(throws: ProbeError.unreachable("503: The server is overloaded.")) {
            try await finding { _ in .refusing(503) }
        }
    }

    @Test(arguments: [
        (Backend.Kind.vllm, "/v1/load_lora_adapter"), (.scene, "/v1/load_lora_adapter"),
        (.sglang, "/load_lora_adapter"),
    ])
    func `an adapter is loaded by its name and path`(kind: Backend.Kind, path: String) async throws {
        let fleet = FakeFleet(["a": { _ in TransportReply(status: 200, body: Recorded.plainText) }])
        try await loading(fleet).load("gen-1", from: "/adapters/gen-1", at: backend, kind: kind)
        let body = try #require(fleet.sent(to: path).first?.body)
        #expect(body.contains(#""lora_name":"gen-1""#))
        #expect(body.contains("adapters"))
        #expect(body.contains("pinned") == (kind == .sglang))
    }

    @Test(arguments: [
        (400, #"{"error": {"message": "gen-1 has already been loaded."}}"#, nil),
        (400, #"{"error": {"message": "bad"}}"#, AdapterError.refused("bad")),
        (404, #"{"error": {"message": "no such path"}}"#, .noSuchPath("no such path")),
        (500, #"{"error": {"message": "rank 64 > 16"}}"#, .refused("rank 64 > 16")),
        (200, #"{"success": false, "error": "no"}"#, .refused("no")),
        (401, #"{"error": "Unauthorized"}"#, .unreachable(.refused("401: Unauthorized"))),
    ])
    func `what a backend says to an adapter`(status: Int, body: String, error: AdapterError?) async {
        let fleet = FakeFleet(["a": { _ in TransportReply(status: status, body: Array(body.utf8)) }])
        var thrown: AdapterError?
        do throws(AdapterError) {
            try await loading(fleet).load("gen-1", from: "/x", at: backend, kind: .vllm)
        } catch {
            thrown = error
        }
        #expect(thrown == error)
    }

    @Test func `unloading what is gone is fine`() async throws {
        let fleet = FakeFleet(["a": { _ in .refusing(404, Recorded.noAdapter) }])
        try await loading(fleet).unload("gen-1", at: backend, kind: .vllm)
        #expect(fleet.sent(to: "/v1/unload_lora_adapter").count == 1)
    }

    @Test func `a kind that can't load says so`() async {
        await #expect(throws: AdapterError.cannotLoad(.llamacpp)) {
            try await loading(FakeFleet([:])).unload("gen-1", at: backend, kind: .llamacpp)
        }
    }

    private func finding(_ script: @escaping FakeFleet.Script) async throws(ProbeError) -> VisionProbe.Finding
    {
        try await VisionProbe(DirectRequests(transport: FakeFleet(["a": script])))
            .finding(of: backend, kind: .vllm, model: "m")
    }

    private func loading(_ fleet: FakeFleet) -> AdapterLoading {
        AdapterLoading(DirectRequests(transport: fleet))
    }

    private static func colour(_ sent: FakeFleet.Sent) -> TransportReply {
        .completion(sent.body.contains(VisionProbe.red.sha256.hex) ? "Red" : "Blue")
    }
}
