import Testing

@testable import Settings

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), (":0", "127.0.0.1", 0), ("[::1]:80", "::1", 80),
        ("0.0.0.0:1", "0.0.0.0", 1), ("orchestrator:8080", "orchestrator", 8080),
    ])
    func `host and port are told apart`(text: String, host: String, port: UInt16) throws {
        #expect(try ListenAddress(parsing: text) == ListenAddress(host: host, port: port))
    }

    @Test(arguments: ["", "8080", "host", "host:", "host:65536", "host:-1", "http://host:1", "[::1:80"])
    func `a text without both is refused`(text: String) {
        #expect(throws: ListenAddressError(text: text)) { try ListenAddress(parsing: text) }
    }

    @Test func `a service that listens beyond loopback needs keys unless told that it may do without`()
        throws
    {
        let database = ["PAIRMILL_DATABASE_URL": "postgresql:///x"]
        for (listen, insecure, needs) in [
            ("0.0.0.0:1", "", true), ("0.0.0.0:1", "true", false), ("[::1]:1", "", false), (":1", "", false),
        ] {
            let environment = ["PAIRMILL_LISTEN": listen, "PAIRMILL_INSECURE": insecure]
            var reader = SettingsReader(environment: environment.merging(database) { $1 })
            let settings = ServiceSettings(reading: &reader, service: "generator", port: 8081)
            try reader.finish()
            #expect(settings.requiresKeys == needs, "\(listen) \(insecure)")
        }
    }
}
