import Testing

@testable import Curl

@Suite struct CurlBoundsTests {
    @Test func `a server that never replies meets the deadline`() async throws {
        let server = try ScriptedServer { connection, _ in connection.waitForClose() }
        let start = ContinuousClock.now
        let request = CurlRequest("GET", server.url, deadline: .milliseconds(500))
        let error = try await withClient { await $0.failure(of: request) }

        #expect(error == .timedOut(.waiting))
        #expect(ContinuousClock.now - start >= .milliseconds(500))
    }

    @Test func `a server that never replies meets the first byte's own deadline before`() async throws {
        let server = try ScriptedServer { connection, _ in connection.waitForClose() }
        let request = CurlRequest("GET", server.url, firstByte: .milliseconds(500))
        let error = try await withClient { await $0.failure(of: request) }

        #expect(error == .timedOut(.waiting))
    }

    @Test func `a reply that has begun is not measured by its first byte`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n")
            pause(milliseconds: 700)
            connection.send("\r\nx")
        }
        let request = CurlRequest("GET", server.url, firstByte: .milliseconds(500))
        let reply = try await withClient { try await $0.send(request) }

        #expect(reply.text == "x")
    }

    @Test func `a dripping reply extends nothing`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while connection.send("x") { pause(milliseconds: 10) }
        }
        let request = CurlRequest("GET", server.url, deadline: .seconds(1))
        let error = try await withClient { await $0.failure(of: request) }

        #expect(error == .timedOut(.receiving))
    }

    @Test func `a handshake that hangs meets the connect deadline`() async throws {
        let server = try ScriptedServer { connection, _ in connection.waitForClose() }
        var settings = CurlSettings()
        settings.connectTimeout = .milliseconds(100)
        let request = CurlRequest("GET", "https://127.0.0.1:\(server.port)/")
        let error = try await withClient(settings) { await $0.failure(of: request) }

        #expect(error == .timedOut(.connecting))
    }

    @Test func `a handshake that fails is an error of TLS`() async throws {
        let server = try ScriptedServer { connection, _ in
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.waitForClose()
        }
        let request = CurlRequest("GET", "https://127.0.0.1:\(server.port)/")
        let error = try await withClient { await $0.failure(of: request) }

        guard case .tls = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["Content-Length: 1001\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3e9\r\n"])
    func `a reply above its bound is refused`(framing: String) async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send(
                "HTTP/1.1 200 OK\r\n" + framing + String(repeating: "x", count: 1_001) + "\r\n0\r\n\r\n")
        }
        let over = CurlRequest("GET", server.url, maxReplyBytes: 1_000)
        let exact = CurlRequest("GET", server.url, maxReplyBytes: 1_001)
        try await withClient { client in
            #expect(await client.failure(of: over) == .replyTooLarge(limit: 1_000))
            let reply = try await client.send(exact)
            #expect(reply.body.count == 1_001)
        }
    }

    @Test func `a head without end is refused`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send("X: \(String(repeating: "x", count: 1_000))\r\n") {}
        }
        var settings = CurlSettings()
        settings.maxHeaderBytes = 10_000
        let error = try await withClient(settings) { await $0.failure(of: CurlRequest("GET", server.url)) }

        #expect(error == .replyTooLarge(limit: 10_000))
    }
}
