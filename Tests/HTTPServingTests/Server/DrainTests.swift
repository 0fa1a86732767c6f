import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct DrainTests {
    @Test func `a drain finishes what runs, refuses what is new and ends`() async throws {
        let started = Signal()
        let go = Signal()
        try await withServer(routes: { router in
            router.on(.get, "/slow") { _ in
                started.send()
                await go.wait()
                return .text("finished")
            }
        }) { test in
            let idle = try await test.client()
            let busy = try await test.client()
            try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await started.wait()
            test.server.drain()
            #expect(try await idle.readToEnd() == "")
            await #expect(throws: (any Error).self) { _ = try await test.client() }
            go.send()
            let reply = try await busy.reply()
            #expect(reply.body == "finished")
            #expect(reply.fields["connection"] == "close")
            #expect(try await busy.readToEnd() == "")
        }
    }

    @Test func `while it settles it still answers, but is not ready`() async throws {
        try await withServer(
            settings: { $0.settle = .seconds(60) },
            routes: { router in
                ProcessRoutes(name: "test", version: "1", metrics: { "m 1\n" }) { [] }
                    .register(in: &router)
            }
        ) { test in
            let ready = "GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"
            #expect(try await test.exchange(ready).status == 200)
            test.server.drain()
            var reply = try await test.exchange(ready)
            while reply.status == 200 { reply = try await test.exchange(ready) }
            #expect(reply.status == 503)
            #expect(reply.fields["connection"] == "close")
            #expect(try await test.exchange("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try await test.exchange("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").body == "m 1\n")
        }
    }

    @Test func `grace has an end: then the handler is cancelled`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Bool.self)
        try await withServer(
            settings: { $0.grace = .milliseconds(50) },
            routes: { router in
                router.on(.get, "/") { _ in
                    sink.yield(false)
                    await untilCancelled()
                    sink.yield(true)
                    return Reply()
                }
            }
        ) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await events.next() == false)
            test.server.drain()
            #expect(await events.next() == true)
            client.close()
        }
    }

    @Test func `haste cancels at once`() async throws {
        let (seen, sink) = AsyncStream.makeStream(of: Bool.self)
        try await withServer(routes: { router in
            router.on(.get, "/") { _ in
                sink.yield(false)
                await untilCancelled()
                sink.yield(true)
                return Reply()
            }
        }) { test in
            var events = seen.makeAsyncIterator()
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await events.next() == false)
            test.server.drain()
            test.server.hasten()
            #expect(await events.next() == true)
            client.close()
        }
    }
}
