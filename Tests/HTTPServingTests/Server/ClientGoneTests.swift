import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct ClientGoneTests {
    /// What a handler saw of its end.
    private enum Seen: Equatable { case started, cancelled, finished, failed }

    private static func waiting(
        _ sink: AsyncStream<Seen>.Continuation, until go: Signal = Signal()
    ) -> Router.Handler {
        { _ in
            sink.yield(.started)
            await go.wait()
            sink.yield(Task.isCancelled ? .cancelled : .finished)
            return .text("done")
        }
    }

    @Test func `a reset cancels the handler`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Seen.self)
        try await withServer(routes: { $0.on(.get, "/", Self.waiting(sink)) }) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await events.next() == .started)
            client.close(withReset: true)
            #expect(await events.next() == .cancelled)
        }
    }

    @Test func `a half-close does not, since the client still reads`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Seen.self)
        let go = Signal()
        let handler = Self.waiting(sink, until: go)
        try await withServer(routes: { $0.on(.get, "/", handler) }) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            #expect(await events.next() == .started)
            try await test.letLoopTurn(2)
            go.send()
            #expect(await events.next() == .finished)
            #expect(try await client.reply().body == "done")
            client.close()
        }
    }

    @Test func `a half-close cancels on routes marked so`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Seen.self)
        try await withServer(routes: { $0.on(.get, "/", limits: .inference, Self.waiting(sink)) }) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await events.next() == .started)
            client.finishSending()
            #expect(await events.next() == .cancelled)
            client.close()
        }
    }

    @Test func `content that ends early is an error, never a short content`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Seen.self)
        try await withServer(routes: { router in
            router.on(.post, "/") { request in
                do {
                    _ = try await request.body.collect(upTo: 100)
                    sink.yield(.finished)
                } catch {
                    sink.yield(.failed)
                    throw error
                }
                return Reply()
            }
        }) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
            client.finishSending()
            #expect(await events.next() == .failed)
            #expect(try await client.reply().status == 400)
            client.close()
        }
    }

    @Test func `a stream's writer learns that its client is gone`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Seen.self)
        try await withServer(routes: { router in
            router.on(.get, "/", limits: .events) { _ in
                .stream(type: "text/plain") { writer in
                    sink.yield(.started)
                    do {
                        while true { try await writer.write(String(repeating: "x", count: 10_000)) }
                    } catch {
                        sink.yield(.failed)
                        throw error
                    }
                }
            }
        }) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await events.next() == .started)
            client.close()
            #expect(await events.next() == .failed)
        }
    }
}
