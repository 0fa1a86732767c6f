import Contracts
import Domain
import Testing

@testable import Orchestrator

@Suite struct AdapterOfferTests {
    @Test func `an offer says the role and one source`() throws {
        let path = try AdapterOffer(reading: ["role": "generator", "path": "/a", "base_model": "b"])
        #expect(path.role == .generator && path.baseModel == "b")
        guard case .path("/a") = path.source else {
            Issue.record("the source is \(path.source)")
            return
        }
        guard case .skip = try AdapterOffer(reading: ["role": "reviser", "skip": true]).source else {
            Issue.record("skip was not read")
            return
        }
    }

    @Test(
        arguments: [
            (["path": "/a"], "/role"), (["role": "verifier", "skip": true], "/role"),
            (["role": "generator"], ""), (["role": "generator", "path": "/a", "skip": true], ""),
            (["role": "generator", "path": "/a", "sha256": "xyz"], "/sha256"),
            (["role": "generator", "path": "/a", "pth": 1], "/pth"),
        ] as [(JSONValue, String)])
    func `what is wrong is named`(body: JSONValue, pointer: String) {
        let refusal = #expect(throws: SpecificationRefusal.self) { try AdapterOffer(reading: body) }
        #expect(refusal?.problems.contains { $0.pointer == pointer } == true)
    }
}
