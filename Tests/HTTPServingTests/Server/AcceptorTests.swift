import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct AcceptorTests {
    private func routes(_ router: inout Router) {
        router.on(.get, "/") { _ in .text("ok") }
    }

    private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `at the cap the connection that was idle for longest makes room`() async throws {
        try await withServer(settings: { $0.maxConnections = 2 }, routes: routes) { test in
            let first = try await test.client()
            try await first.send(request)
            #expect(try await first.reply().body == "ok")
            let second = try await test.client()
            try await second.send(request)
            #expect(try await second.reply().body == "ok")
            let third = try await test.client()
            try await third.send(request)
            #expect(try await third.reply().body == "ok")
            #expect(try await first.readToEnd() == "")
            for client in [first, second, third] { client.close() }
        }
    }

    /// Sends a byte of content to `/echo` and waits for it: the server's loop has turned.
    private func sendByte(_ client: RawClient) async throws {
        try await client.send("x")
        _ = try await client.read(through: "1\r\nx\r\n")
    }

    @Test func `when none is idle the next client waits in the backlog`() async throws {
        let answered = SharedNumber()
        try await withServer(
            settings: {
                $0.maxConnections = 1
                $0.connection.bodySpan = .seconds(60)
            },
            routes: { router in
                router.on(.get, "/") { _ in
                    answered.add()
                    return .text("ok")
                }
                router.on(.post, "/echo", limits: .streaming) { request in
                    .stream(type: "text/plain") { writer in
                        for try await part in request.body { try await writer.write(part) }
                    }
                }
            }
        ) { test in
            let first = try await test.client()
            let length = "Content-Length: 22"
            try await first.send("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(length)\r\n\r\n")
            try await sendByte(first)
            let second = try await test.client()
            try await second.send(request)
            // More turns than it takes to accept a client and to answer it.
            for _ in 0..<20 { try await sendByte(first) }
            #expect(test.server.connectionsPerLoop == [1])
            #expect(answered.value == 0)

            try await first.send("x")
            #expect(try await first.readToEnd() == "1\r\nx\r\n0\r\n\r\n")
            first.close()
            #expect(try await second.reply().body == "ok")
            second.close()
        }
    }

    @Test func `beyond the cap on handlers a client is told to come again`() async throws {
        let go = Signal()
        let started = Signal()
        try await withServer(
            settings: { $0.maxHandlers = 1 },
            routes: { router in
                routes(&router)
                router.on(.get, "/slow") { _ in
                    started.send()
                    await go.wait()
                    return .text("slow")
                }
            }
        ) { test in
            let first = try await test.client()
            try await first.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await started.wait()
            let refused = try await test.exchange(request)
            #expect(refused.status == 503)
            #expect(refused.fields["retry-after"] == "1")
            go.send()
            #expect(try await first.reply().body == "slow")
            #expect(try await test.exchange(request).status == 200)
            first.close()
        }
    }

    @Test func `connections go to the loop that has the fewest`() async throws {
        try await withServer(loops: 4, routes: routes) { test in
            var clients: [RawClient] = []
            for _ in 0..<8 {
                let client = try await test.client()
                try await client.send(request)
                _ = try await client.reply()
                clients.append(client)
            }
            #expect(test.server.connectionsPerLoop == [2, 2, 2, 2])
            for client in clients { client.close() }
        }
    }

    @Test func `pauses double up to half a second`() {
        var pause = AcceptPause()
        let pauses = (0..<10).map { _ in pause.take() }
        #expect(pauses.prefix(3) == [.milliseconds(5), .milliseconds(10), .milliseconds(20)])
        #expect(pauses.suffix(2) == [.milliseconds(500), .milliseconds(500)])
        pause.reset()
        #expect(pause.take() == .milliseconds(5))
    }
}
