import Digests
import Domain
import Testing

@testable import Contracts

@Suite struct BodiesTests {
    private func problems(_ read: () throws -> Void) -> [String] {
        let error = #expect(throws: SpecificationRefusal.self) { try read() }
        return error?.problems.map(\.pointer) ?? []
    }

    @Test func `a generate call is read with its defaults`() throws {
        let call = try GenerateCall(
            reading: [
                "image": ["data": "data:image/png;base64,AQID"], "instruction": "How many?", "seed": 9,
                "sampling": ["temperature": 0.2],
                "perturbation": ["kind": "scale", "parameters": ["factor": 0.5], "seed": 3],
            ])
        #expect(call.input.image == .data([1, 2, 3]))
        #expect(call.input.seed == Seed(rawValue: 9))
        #expect(call.sampling.temperature == 0.2)
        #expect(call.sampling.maxTokens == 512)
        #expect(call.perturbation == Perturbation(kind: .scale(factor: 0.5), seed: Seed(rawValue: 3)))
        #expect(!call.stream)
    }

    @Test func `a stored image is named by its digest`() throws {
        let digest = SHA256Digest(of: [1])
        let call = try ReviseCall(
            reading: ["image": ["sha256": .string(digest.hex)], "instruction": "I", "response": "R"])
        #expect(call.input.image == .stored(digest))
        #expect(call.reference == nil)
        #expect(call.sampling.temperature == 0.7)
    }

    @Test func `a call with problems names all of them`() {
        #expect(
            problems { _ = try VerifyCall(reading: ["instruction": "", "votes": 0, "imagee": 1]) }
                == ["/image", "/instruction", "/response", "/reference", "/votes", "/imagee"])
        #expect(
            problems {
                _ = try GenerateCall(
                    reading: [
                        "image": ["data": "§"], "instruction": "I",
                        "sampling": ["top_p": 0, "temperature": "x"],
                        "prompts": ["generate": "no slot"], "perturbation": ["kind": "scale"],
                    ])
            } == ["/image", "/prompts/generate", "/sampling/temperature", "/sampling/top_p", "/perturbation"])
        #expect(problems { _ = try GenerateCall(reading: []) } == [""])
    }

    @Test func `a change of a backend keeps what it leaves out`() throws {
        let change = try BackendChange(reading: ["state": "draining"])
        #expect(change.state == .draining)
        #expect(change.roles == nil)
        #expect(
            problems { _ = try BackendChange(reading: ["state": "gone", "roles": [], "max_in_flight": 0]) }
                == ["/state", "/roles", "/max_in_flight"])
    }
}
