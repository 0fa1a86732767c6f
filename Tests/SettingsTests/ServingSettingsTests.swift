import Testing

@testable import Settings

@Suite struct ServingSettingsTests {
    private func read(_ environment: [String: String]) throws(SettingsError) -> ServiceSettings {
        var all = environment
        all["PAIRMILL_DATABASE_URL"] = "postgresql:///x"
        var reader = SettingsReader(environment: all)
        let settings = ServiceSettings(reading: &reader, service: "generator", port: 8081)
        try reader.finish()
        return settings
    }

    @Test func `unless told otherwise a service has the limits of the table`() throws {
        let serving = try read([:]).serving
        #expect(serving.operations == nil)
        #expect(serving.connections == nil)
        #expect(serving.connectionsPerAddress == nil)
        #expect(serving.requestsPerConnection == nil)
        #expect(serving.handlers == 1_024)
        #expect(serving.bodies == 256 << 20)
        #expect(serving.idle == .seconds(75))
        #expect(serving.age == .seconds(3_600))
        #expect(serving.settle == .zero)
    }

    @Test func `each limit has a variable`() throws {
        let serving = try read([
            "PAIRMILL_HTTP_OPERATIONS": ":9090", "PAIRMILL_HTTP_CONNECTIONS": "100",
            "PAIRMILL_HTTP_CONNECTIONS_PER_ADDRESS": "7", "PAIRMILL_HTTP_REQUESTS_PER_CONNECTION": "1000",
            "PAIRMILL_HTTP_HANDLERS": "8", "PAIRMILL_HTTP_BODIES": "1GiB", "PAIRMILL_HTTP_IDLE": "5s",
            "PAIRMILL_HTTP_AGE": "10m", "PAIRMILL_HTTP_SETTLE": "5s",
        ]).serving
        #expect(serving.operations == ListenAddress(host: "127.0.0.1", port: 9090))
        #expect(serving.connections == 100)
        #expect(serving.connectionsPerAddress == 7)
        #expect(serving.requestsPerConnection == 1_000)
        #expect(serving.handlers == 8)
        #expect(serving.bodies == 1 << 30)
        #expect([serving.idle, serving.age, serving.settle] == [.seconds(5), .seconds(600), .seconds(5)])
    }

    @Test func `an operations address that others can reach needs consent as well`() throws {
        do throws(SettingsError) {
            _ = try read(["PAIRMILL_HTTP_OPERATIONS": "0.0.0.0:9090"])
            Issue.record("it is allowed")
        } catch {
            #expect(error.problems.count == 1)
            #expect(error.problems[0].hasPrefix("PAIRMILL_HTTP_OPERATIONS is 0.0.0.0:9090"))
        }
        let allowed = try read(["PAIRMILL_HTTP_OPERATIONS": "0.0.0.0:9090", "PAIRMILL_INSECURE": "true"])
        #expect(allowed.serving.operations?.port == 9090)
    }
}
