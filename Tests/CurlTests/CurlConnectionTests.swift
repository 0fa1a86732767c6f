import Foundation
import Testing

@testable import Curl

@Suite struct CurlConnectionTests {
    @Test func `a connection is used again`() async throws {
        let server = try ScriptedServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("x") }
        }
        var settings = CurlSettings()
        settings.idleConnectionAge = 60
        try await withClient(settings) { client in
            for _ in 0..<5 {
                let reply = try await client.send(CurlRequest("GET", server.url))
                #expect(reply.text == "x")
            }
        }
        #expect(server.accepted == 1)
    }

    @Test func `a call that must not repeat gets a connection of its own`() async throws {
        let server = try ScriptedServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("x") }
        }
        try await withClient { client in
            for _ in 0..<3 {
                _ = try await client.send(CurlRequest("GET", server.url, freshConnection: true))
            }
        }
        #expect(server.accepted == 3)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"])
    func `a call for public addresses alone connects to no other, whatever its name`(_ host: String)
        async throws
    {
        let server = try ScriptedServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("x") }
        }
        let port = try #require(URL(string: server.url)?.port)
        try await withClient { client in
            // A connection that is there already is not used either.
            _ = try await client.send(CurlRequest("GET", server.url))
            var request = CurlRequest("GET", "http://\(host):\(port)/")
            request.publicOnly = true
            #expect(await client.failure(of: request) == .addressNotPublic)
        }
        #expect(server.accepted == 1)
    }

    @Test func `a server that hangs up between calls is not noticed`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.reply("x")
        }
        try await withClient { client in
            for _ in 0..<5 {
                let reply = try await client.send(CurlRequest("GET", server.url))
                #expect(reply.text == "x")
            }
        }
        #expect(server.accepted == 5)
    }

    @Test func `a request that a reused connection swallowed is sent again, body and all`() async throws {
        let server = try ScriptedServer { connection, number in
            if number == 1 {
                _ = connection.readRequest()
                connection.reply("first")
                _ = connection.readRequest()
            } else {
                connection.reply(connection.readRequest()?.components(separatedBy: "\r\n\r\n").last ?? "")
            }
        }
        let body = Array("again".utf8)
        let texts = try await withClient { client in
            [
                try await client.send(CurlRequest("GET", server.url)).text,
                try await client.send(CurlRequest("POST", server.url, body: body)).text,
            ]
        }
        #expect(texts == ["first", "again"])
        #expect(server.accepted == 2)
    }

    @Test func `a connection idle for too long is not used again`() async throws {
        let server = try ScriptedServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("x") }
        }
        var settings = CurlSettings()
        settings.idleConnectionAge = 1
        try await withClient(settings) { client in
            _ = try await client.send(CurlRequest("GET", server.url))
            // libcurl counts whole seconds.
            try await Task.sleep(for: .milliseconds(2_100))
            _ = try await client.send(CurlRequest("GET", server.url))
        }
        #expect(server.accepted == 2)
    }

    @Test func `nobody listening is told as such`() async throws {
        let error = try await withClient { await $0.failure(of: CurlRequest("GET", "http://127.0.0.1:1/")) }

        guard case .couldNotConnect = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a name that does not resolve keeps nobody waiting`() async throws {
        let server = try ScriptedServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("x") }
        }
        try await withClient { client in
            async let lost = client.failure(
                of: CurlRequest("GET", "http://nothing.invalid/", deadline: .seconds(2)))
            for _ in 0..<20 {
                _ = try await client.send(CurlRequest("GET", server.url, deadline: .seconds(1)))
            }
            switch await lost {
            case .couldNotConnect, .timedOut(.connecting): break
            case let other: Issue.record("\(String(describing: other))")
            }
        }
    }

    @Test func `a death before the first byte is told from one within the reply`() async throws {
        let scripts = [
            "", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        ]
        for (script, isAfter) in zip(scripts, [false, true, true]) {
            let server = try ScriptedServer { connection, _ in
                _ = connection.readRequest()
                connection.send(script)
            }
            let error = try await withClient { await $0.failure(of: CurlRequest("GET", server.url)) }

            #expect(error == .connectionLost(afterFirstByte: isAfter), "after \(script)")
            #expect(server.accepted == 1)
        }
    }

    @Test func `a server that speaks no HTTP is an error of its own`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send("220 smtp.example.org ESMTP\r\n")
        }
        let error = try await withClient { await $0.failure(of: CurlRequest("GET", server.url)) }

        guard case .other = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
