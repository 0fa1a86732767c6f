import Testing

@testable import Orchestrator

@Suite struct IntakeHostsTests {
    @Test func `a host is allowed by its name, in any case, or by a domain it is below`() throws {
        let hosts = try IntakeHosts(parsing: "images.example.org, *.CDN.example.com")
        for host in ["images.example.org", "IMAGES.example.org", "a.cdn.example.com", "b.a.cdn.example.com"] {
            #expect(hosts.allow(host), "\(host)")
        }
        for host in [
            "example.org", "ximages.example.org", "images.example.org.evil.net", "cdn.example.com",
            "evilcdn.example.com", ".cdn.example.com.", "",
        ] {
            #expect(!hosts.allow(host), "\(host)")
        }
    }

    @Test(arguments: ["http://a.org", "a.org/x", "a_b.org", "*", "*.", "a.*.org", ".a.org", "a.org,,é.org"])
    func `what is no name is refused when the process starts`(_ setting: String) {
        #expect(throws: IntakeHosts.Unusable.self) { try IntakeHosts(parsing: setting) }
    }
}
