import Domain
import Testing

@testable import Backends

@Suite struct ModelListingTests {
    private let adapter = "gen-3f2a91c0-r2-9c41d0aa17be"

    @Test func `adapters and our merged models are no bases`() throws {
        let listing = try listing(["Qwen", adapter], adapters: ["rev-3f2a91c0-r2-9c41d0aa17be"])
        #expect(listing.bases == ["Qwen"])
        #expect(listing.names.count == 3)
        #expect(listing.maxModelLength(of: "Qwen") == 4096)
    }

    @Test(arguments: [
        ("vllm", Backend.Kind.vllm), ("sglang", .sglang), ("llamacpp", .llamacpp), ("scene", .scene),
        ("library", .openai),
    ])
    func `owned_by tells the kind`(owner: String, kind: Backend.Kind) throws {
        #expect(try listing(["m"], ownedBy: owner).kind == kind)
    }

    @Test func `SGLang is asked for base and adapter`() throws {
        let listing = try listing(["Qwen"], adapters: [adapter])
        #expect(listing.wireName(of: adapter, kind: .sglang) == "Qwen:\(adapter)")
        #expect(listing.wireName(of: "Qwen", kind: .sglang) == "Qwen")
        #expect(listing.wireName(of: adapter, kind: .vllm) == adapter)
    }

    @Test func `a role has the base its backends share`() throws {
        let votes = [vote("http://a", ["Qwen", "Alias"]), vote("http://b", ["Qwen"]), vote("http://c", [])]
        #expect(try BaseAgreement.base(of: .reviser, votes: votes) == "Qwen")
    }

    @Test func `backends that do not agree are named`() {
        let votes = [vote("http://b", ["Llava"]), vote("http://a", ["Qwen"])]
        let error = #expect(throws: BaseDisagreement.self) {
            try BaseAgreement.base(of: .reviser, votes: votes)
        }
        #expect(error?.description.contains("http://a serves Qwen, http://b serves Llava") == true)
        #expect(error?.description.contains("models.reviser") == true)
    }

    @Test func `two shared bases are no agreement either`() {
        let both = [vote("http://a", ["Qwen", "Llava"]), vote("http://b", ["Qwen", "Llava"])]
        #expect(throws: BaseDisagreement.differing(.reviser, both)) {
            try BaseAgreement.base(of: .reviser, votes: both)
        }
        #expect(throws: BaseDisagreement.noBackend(.reviser)) {
            try BaseAgreement.base(of: .reviser, votes: [vote("http://a", [])])
        }
    }

    private func vote(_ url: String, _ bases: Set<String>) -> BaseAgreement.Vote {
        BaseAgreement.Vote(url: url, bases: bases)
    }

    private func listing(
        _ names: [String], adapters: [String] = [], ownedBy: String = "vllm"
    ) throws -> ModelListing {
        ModelListing(
            try ChatDecoding.models(Recorded.models(names, adapters: adapters, ownedBy: ownedBy)))
    }
}
