import Foundation
import Testing

@testable import Curl

@Suite struct CurlClientTests {
    @Test func `a reply has its status, fields and body`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.reply("not here", status: "404 Not Found", fields: "X-Reason: none\r\n")
        }
        let reply = try await withClient { try await $0.send(CurlRequest("GET", server.url)) }

        #expect(reply.status == 404)
        #expect(reply.head["x-reason"] == "none")
        #expect(reply.text == "not here")
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET", "REPORT"])
    func `a request arrives as it was given`(method: String) async throws {
        let server = try ScriptedServer { connection, _ in
            connection.reply(connection.readRequest() ?? "")
        }
        let request = CurlRequest(
            method, server.url + "a?b=c", fields: [("X-One", "1"), ("X-Empty", "")], body: Array("{}".utf8))
        let text = try await withClient { try await $0.send(request).text }
        let lines = text.components(separatedBy: "\r\n")

        #expect(lines.first == "\(method) /a?b=c HTTP/1.1")
        #expect(lines.contains("X-One: 1"))
        #expect(lines.contains("X-Empty:"))
        #expect(lines.contains("Content-Length: 2"))
        #expect(lines.last == "{}")
        #expect(!lines.contains { $0.hasPrefix("Expect") || $0.hasPrefix("Content-Type") })
    }

    @Test(arguments: [("POST", true), ("GET", false), ("DELETE", false), ("HEAD", false)])
    func `an empty body is announced only where one is expected`(method: String, isAnnounced: Bool)
        async throws
    {
        let requests = AsyncStream.makeStream(of: String.self)
        let server = try ScriptedServer { connection, _ in
            requests.continuation.yield(connection.readRequest() ?? "")
            connection.send("HTTP/1.1 204 No Content\r\n\r\n")
        }
        let reply = try await withClient { try await $0.send(CurlRequest(method, server.url)) }
        var texts = requests.stream.makeAsyncIterator()
        let text = try #require(await texts.next())

        #expect(reply.status == 204)
        #expect(text.hasPrefix("\(method) / HTTP/1.1\r\n"))
        #expect(text.contains("Content-Length: 0") == isAnnounced)
    }

    @Test func `a large body arrives whole`() async throws {
        let body = Array(String(repeating: "0123456789", count: 400_000).utf8)
        let server = try ScriptedServer { connection, _ in
            let text = connection.readRequest() ?? ""
            connection.reply("\(text.utf8.suffix(4_000_000).elementsEqual(body))")
        }
        let reply = try await withClient { try await $0.send(CurlRequest("POST", server.url, body: body)) }

        #expect(reply.text == "true")
    }

    @Test func `a redirect is a reply`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.reply("", status: "302 Found", fields: "Location: http://127.0.0.1:1/\r\n")
        }
        let reply = try await withClient { try await $0.send(CurlRequest("GET", server.url)) }

        #expect(reply.status == 302)
    }

    @Test func `sixty-four calls at once all get their own reply`() async throws {
        let server = try ScriptedServer { connection, _ in
            while let request = connection.readRequest() {
                connection.reply(request.components(separatedBy: " ")[1])
            }
        }
        var settings = CurlSettings()
        // On a full machine a connection waits longer for its next call.
        settings.idleConnectionAge = 60
        try await withClient(settings) { client in
            try await withThrowingTaskGroup { group in
                for number in 0..<64 {
                    group.addTask {
                        for turn in 0..<10 {
                            let reply = try await client.send(
                                CurlRequest("GET", server.url + "\(number)/\(turn)"))
                            #expect(reply.text == "/\(number)/\(turn)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(server.accepted <= 64)
    }

    @Test(arguments: ["", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://a b/"])
    func `only URLs of HTTP servers are called`(url: String) async throws {
        let error = try await withClient { await $0.failure(of: CurlRequest("GET", url)) }

        guard case .badURL = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [("A", "1\r\nB: 2"), ("A", "1\n"), ("A:", "1"), ("", "1"), ("A", "\0")])
    func `a field that would break the request is refused`(name: String, value: String) async throws {
        let request = CurlRequest("GET", "http://127.0.0.1:1/", fields: [(name, value)])
        let error = try await withClient { await $0.failure(of: request) }

        #expect(error == .badField(name))
    }

    @Test func `the environment's proxy is ignored`() async throws {
        await #expect(processExitsWith: .success) {
            setenv("http_proxy", "http://127.0.0.1:1/", 1)
            setenv("all_proxy", "http://127.0.0.1:1/", 1)
            let server = try ScriptedServer { connection, _ in
                _ = connection.readRequest()
                connection.reply("direct")
            }
            let reply = try await withClient { try await $0.send(CurlRequest("GET", server.url)) }
            precondition(reply.text == "direct")
        }
    }

    @Test func `a client that was shut down makes no calls`() async throws {
        let error = try await withClient { client in
            await client.shutDown()
            return await client.failure(of: CurlRequest("GET", "http://127.0.0.1:1/"))
        }
        #expect(error == .cancelled)
    }
}
