import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct RefusalTests {
    private func routes(_ router: inout Router) {
        var small = RouteLimits()
        small.body = 10
        router.on(.get, "/") { _ in .text("ok") }
        router.on(.post, "/echo") { .bytes(try await $0.body.collect(upTo: 1 << 20), type: "text/plain") }
        router.on(.post, "/small", limits: small) {
            .bytes(try await $0.body.collect(upTo: 100), type: "text/plain")
        }
        router.on(.post, "/ignores") { _ in .text("ignored") }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /none HTTP/1.1\r\nHost: a\r\n\r\n", 404), ("PUT / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", 413),
        ("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n", 413),
        ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n", 417),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continued\r\n\r\n", 417),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        ("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501), ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        ("PRI * HTTP/2.0\r\n\r\n", 505),
    ])
    func `what can't be served is told with its status and a problem`(request: String, status: Int)
        async throws
    {
        try await withServer(routes: routes) { test in
            let reply = try await test.exchange(request)
            #expect(reply.status == status)
            #expect(reply.fields["content-type"] == "application/problem+json")
            #expect(reply.body.contains(#""status":\#(status)"#))
        }
    }

    @Test func `after a malformed request nothing on the connection is answered`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let all = try await client.readToEnd()
            #expect(all.hasPrefix("HTTP/1.1 400 "))
            #expect(all.contains("Connection: close\r\n"))
            #expect(all.contains(#""code":"bad_request""#))
            #expect(all.contains("(H12)"))
            #expect(all.split(separator: "HTTP/1.1 ").count == 1)
            client.close()
        }
    }

    @Test func `a request refused by its route leaves the connection open`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET /none HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.reply().status == 404)
            #expect(try await client.reply().body == "ok")
            client.close()
        }
    }

    @Test func `the reply of a 413 arrives although the client goes on sending`() async throws {
        try await withServer(
            settings: { $0.hearOut() }, routes: routes
        ) { test in
            let client = try await test.client()
            try await client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
            try await client.send(String(repeating: "x", count: 3_000_000))
            let reply = try await client.reply()
            #expect(reply.status == 413)
            #expect(reply.fields["connection"] == "close")
            client.close()
        }
    }

    @Test func `content that a handler leaves is read if it is little`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            for _ in 0..<2 {
                let content = String(repeating: "x", count: 100_000)
                try await client.send(
                    "POST /ignores HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n\(content)")
                let reply = try await client.reply()
                #expect(reply.body == "ignored")
                #expect(reply.fields["connection"] == nil)
            }
            try await client.send("POST /ignores HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
            #expect(try await client.reply().fields["connection"] == "close")
            client.close()
        }
    }

    @Test func `a slow head is refused with 408, a silent connection just closed`() async throws {
        try await withServer(
            settings: { $0.connection.head = .milliseconds(50) }, routes: routes
        ) { test in
            // On a busy machine a client may be too late even with its first byte; it tries again.
            var status: Int?
            for _ in 0..<100 where status == nil {
                let slow = try await test.client()
                try? await slow.send("GET / HTTP/1.1\r\nHost")
                status = try? await slow.reply().status
                slow.close()
            }
            #expect(status == 408)
            let silent = try await test.client()
            #expect(try await silent.readToEnd() == "")
            silent.close()
        }
    }

    @Test func `content that stops coming is refused with 408`() async throws {
        try await withServer(
            settings: { $0.connection.bodySpan = .milliseconds(50) }, routes: routes
        ) { test in
            let client = try await test.client()
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
            #expect(try await client.reply().status == 408)
            client.close()
        }
    }

    @Test func `a handler beyond its deadline is cancelled and answered for`() async throws {
        let (cancelled, sink) = AsyncStream.makeStream(of: Bool.self)
        try await withServer(routes: { router in
            var limits = RouteLimits()
            limits.deadline = .milliseconds(50)
            router.on(.get, "/slow", limits: limits) { _ in
                await untilCancelled()
                sink.yield(Task.isCancelled)
                return .text("late")
            }
        }) { test in
            let reply = try await test.exchange("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.status == 503)
            #expect(reply.body.contains("deadline"))
            #expect(await cancelled.first { _ in true } == true)
        }
    }
}
