import HTTPTypes
import Testing

@testable import HTTPServing

/// What a client sent before it ended its side still counts (RFC 9112 §9.6).
@Suite struct HalfCloseTests {
    @Test func `every request that came whole is answered, and then the connection ends`() async throws {
        let go = Signal()
        try await withServer(routes: { router in
            router.on(.get, "/{name}") { request in
                if request.parameter("name") == "first" { await go.wait() }
                return .text(request.parameter("name"))
            }
        }) { test in
            let client = try await test.client()
            let requests = ["first", "second", "third"].map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
            try await client.send(requests.joined() + "GET /cut HTTP/1.1\r\nHo")
            client.finishSending()
            try await test.letLoopTurn(2)
            go.send()
            for name in ["first", "second", "third"] { #expect(try await client.reply().body == name) }
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `the last reply says that it is the last`() async throws {
        let go = Signal()
        try await withServer(routes: { router in
            router.on(.get, "/") { _ in
                await go.wait()
                return Reply()
            }
        }) { test in
            let client = try await test.client()
            try await client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 2))
            client.finishSending()
            try await test.letLoopTurn(2)
            for _ in 0..<2 { go.send() }
            #expect(try await client.reply().fields["connection"] == nil)
            #expect(try await client.reply().fields["connection"] == "close")
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `a request of a route that ends with its client is not begun behind a half-close`()
        async throws
    {
        let go = Signal()
        let (began, sink) = AsyncStream.makeStream(of: Void.self)
        try await withServer(routes: { router in
            router.on(.get, "/first") { _ in
                await go.wait()
                return .text("first")
            }
            router.on(.get, "/second", limits: .inference) { _ in
                sink.yield()
                return .text("second")
            }
        }) { test in
            let client = try await test.client()
            let requests = ["first", "second"].map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
            try await client.send(requests.joined())
            client.finishSending()
            try await test.letLoopTurn(2)
            go.send()
            #expect(try await client.reply().body == "first")
            #expect(try await client.readToEnd() == "")
        }
        sink.finish()
        #expect(await began.reduce(0) { count, _ in count + 1 } == 0)
    }

    @Test(arguments: [(missing: 0, status: 200), (missing: 1, status: 400)])
    func `content that came whole is read whole, however late, and a missing end is an error`(
        missing: Int, status: Int
    ) async throws {
        let (started, go) = (Signal(), Signal())
        // More than is taken in ahead of a handler, and less than is held beyond that.
        let limits = ConnectionLimits()
        let count = limits.bodyAhead + limits.heldInput / 2
        try await withServer(routes: { router in
            router.on(.post, "/") { request in
                started.send()
                await go.wait()
                return .text("\(try await request.body.collect(upTo: 1 << 20).count)")
            }
        }) { test in
            let client = try await test.client()
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count + missing)\r\n\r\n")
            try await client.send(String(repeating: "x", count: count))
            client.finishSending()
            await started.wait()
            try await test.letLoopTurn(10)
            go.send()
            let reply = try await client.reply()
            #expect(reply.status == status)
            #expect(missing > 0 || reply.body == "\(count)")
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }
}
