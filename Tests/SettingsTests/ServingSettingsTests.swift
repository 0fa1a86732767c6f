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
        #expect(serving.output == 256 << 20)
        #expect(serving.idle == .seconds(75))
        #expect(serving.age == .seconds(3_600))
        #expect(serving.settle == .zero)
        let message = serving.message
        #expect([message.target, message.fields, message.fieldSection] == [8_192, 100, 32_768])
        #expect(message.chunkExtensions == 4_096)
        #expect(
            [message.head, message.bodySpan, message.writeSpan] == [.seconds(10), .seconds(10), .seconds(30)])
    }

    @Test func `each limit has a variable`() throws {
        let serving = try read([
            "PAIRMILL_HTTP_OPERATIONS": ":9090", "PAIRMILL_HTTP_CONNECTIONS": "100",
            "PAIRMILL_HTTP_CONNECTIONS_PER_ADDRESS": "7", "PAIRMILL_HTTP_REQUESTS_PER_CONNECTION": "1000",
            "PAIRMILL_HTTP_HANDLERS": "8", "PAIRMILL_HTTP_BODIES": "1GiB", "PAIRMILL_HTTP_IDLE": "5s",
            "PAIRMILL_HTTP_OUTPUT": "2GiB", "PAIRMILL_HTTP_AGE": "10m", "PAIRMILL_HTTP_SETTLE": "5s",
        ]).serving
        #expect(serving.operations == ListenAddress(host: "127.0.0.1", port: 9090))
        #expect(serving.connections == 100)
        #expect(serving.connectionsPerAddress == 7)
        #expect(serving.requestsPerConnection == 1_000)
        #expect(serving.handlers == 8)
        #expect(serving.bodies == 1 << 30)
        #expect(serving.output == 2 << 30)
        #expect([serving.idle, serving.age, serving.settle] == [.seconds(5), .seconds(600), .seconds(5)])
    }

    @Test func `each limit of a message has a variable, and none may be without bounds`() throws {
        let message = try read([
            "PAIRMILL_HTTP_TARGET": "16384", "PAIRMILL_HTTP_FIELDS": "200",
            "PAIRMILL_HTTP_FIELD_SECTION": "65536", "PAIRMILL_HTTP_CHUNK_EXTENSIONS": "0",
            "PAIRMILL_HTTP_HEAD": "20s", "PAIRMILL_HTTP_BODY_SPAN": "30s", "PAIRMILL_HTTP_WRITE_SPAN": "1m",
        ]).serving.message
        #expect([message.target, message.fields, message.fieldSection] == [16_384, 200, 65_536])
        #expect(message.chunkExtensions == 0)
        #expect(
            [message.head, message.bodySpan, message.writeSpan] == [.seconds(20), .seconds(30), .seconds(60)])
        for name in ["TARGET", "FIELDS", "FIELD_SECTION", "CHUNK_EXTENSIONS"] {
            let error = #expect(throws: SettingsError.self) { try read(["PAIRMILL_HTTP_\(name)": "1000000"]) }
            #expect(error?.problems.first?.hasPrefix("PAIRMILL_HTTP_\(name)") == true)
        }
    }

    @Test func `an operations address needs no keys, as whoever comes may ask what it answers`() throws {
        let settings = try read(["PAIRMILL_HTTP_OPERATIONS": "0.0.0.0:9090"])
        #expect(settings.serving.operations?.port == 9090)
        #expect(!settings.requiresKeys)
    }

    @Test func `a certificate comes with its key, and one without the other is a problem`() throws {
        #expect(try read([:]).serving.certificate == nil)
        let all = [
            "PAIRMILL_TLS_CERTIFICATE": "/a.pem", "PAIRMILL_TLS_KEY": "/a.key",
            "PAIRMILL_TLS_CLIENTS": "/c.pem",
        ]
        let certificate = try read(all).serving.certificate
        #expect(certificate?.certificate == "/a.pem")
        #expect(certificate?.key == "/a.key")
        #expect(certificate?.clients == "/c.pem")
        for (name, value) in all {
            do throws(SettingsError) {
                _ = try read([name: value])
                Issue.record("\(name) alone is allowed")
            } catch {
                #expect(error.problems.count == 1)
                #expect(error.problems.first?.hasPrefix(name) == true)
            }
        }
    }
}
