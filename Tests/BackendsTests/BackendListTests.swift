import Contracts
import Domain
import Testing

@testable import Backends

@Suite struct BackendListTests {
    @Test func `an address alone serves all three roles`() throws {
        let list = try BackendList(parsing: "http://one:8000, http://two:8000/=verifier+reviser")
        #expect(list.registrations.map(\.url) == ["http://one:8000", "http://two:8000"])
        #expect(list.registrations[0].roles == Set(Role.allCases))
        #expect(list.registrations[1].roles == [.verifier, .reviser])
    }

    @Test func `a JSON array holds the bodies of POST v1 backends`() throws {
        let list = try BackendList(
            parsing: """
                [{"url": "https://gpu/v1/", "kind": "vllm", "roles": ["generator"], "max_in_flight": 64,
                  "max_lora_rank": 32, "adapter_root": "/adapters", "key_env": "GPU_KEY"},
                 {"url": "http://two:8000", "key_env": null}]
                """)
        let first = try #require(list.registrations.first)
        #expect(first.url == "https://gpu")
        #expect(first.kind == .vllm)
        #expect(first.roles == [.generator])
        #expect(first.maxInFlight == 64)
        #expect(first.maxLoraRank == 32)
        #expect(first.adapterRoot == "/adapters")
        #expect(first.keyEnv == "GPU_KEY")
        #expect(list.registrations[1].maxInFlight == 16)
        #expect(list.registrations[1].kind == .auto)
    }

    @Test func `a registration becomes a row that joins before it serves`() throws {
        let body: JSONValue = ["url": "http://one:8000", "kind": "scene"]
        let row = try BackendRegistration(reading: body).backend(id: .numbered(1))
        #expect(row.state == .joining)
        #expect(row.kind == .scene)
    }

    @Test(arguments: ["", "   ", "[]", ","]) func `nothing is an empty list`(text: String) throws {
        #expect(try BackendList(parsing: text).registrations.isEmpty)
    }

    @Test func `one error names every problem and where it is`() {
        let text = """
            [{"url": "ftp://one", "kind": "vlm", "roles": ["critic"], "max_in_flight": 0},
             {"rank": 4, "key_env": "sk-secret"}]
            """
        let error = #expect(throws: BackendListError.self) { try BackendList(parsing: text) }
        let pointers = error?.problems.map(\.pointer) ?? []
        #expect(
            pointers == [
                "/0/url", "/0/kind", "/0/roles/0", "/0/max_in_flight", "/1/url", "/1/key_env", "/1/rank",
            ])
        #expect(error?.description.contains("sk-secret") == false)
    }

    @Test func `a key's variable with the project's prefix must be one of those kept for keys`() {
        func problem(_ name: String) -> String? {
            let text = "[{\"url\": \"http://a\", \"key_env\": \"\(name)\"}]"
            do throws(BackendListError) {
                _ = try BackendList(parsing: text)
                return nil
            } catch { return error.problems.first.map { "\($0.pointer) \($0.detail)" } }
        }
        #expect(problem("PAIRMILL_KEY_GPU2") == nil)
        for name in ["PAIRMILL_GPU2_KEY", "PAIRMILL_KEY", "PAIRMILL_KEY_"] {
            #expect(problem(name)?.hasPrefix("/0/key_env must be PAIRMILL_KEY_… or") == true, "\(name)")
        }
    }

    @Test func `a key's variable is none of PostgreSQL's`() {
        for name in ["PGPASSWORD", "PGPASSFILE"] {
            let error = #expect(throws: BackendListError.self) {
                try BackendList(parsing: "[{\"url\": \"http://a\", \"key_env\": \"\(name)\"}]")
            }
            #expect(error?.problems.map(\.pointer) == ["/0/key_env"])
        }
    }

    @Test(arguments: [
        ("http://a,nonsense=generator+critic", ["/1/url", "/1/roles/1"]),
        ("http://user:secret@a", ["/0/url"]),
        ("http://a?key", ["/0/url"]),
        ("http://a=", ["/0/roles/0"]),
        ("{", ["/0/url"]),
        ("{\"url\": \"http://a\"}", ["/0/url"]),
        ("[{]", [""]),
        ("[1]", ["/0"]),
        ("http://a/,http://a/v1", [""]),
    ])
    func `a wrong entry is refused by its place`(text: String, pointers: [String]) {
        let error = #expect(throws: BackendListError.self) { try BackendList(parsing: text) }
        #expect(error?.problems.map(\.pointer) == pointers)
        #expect(error?.description.contains("secret") == false)
    }
}
