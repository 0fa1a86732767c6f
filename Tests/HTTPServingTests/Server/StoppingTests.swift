import EventLoop
import HTTPTypes
import Testing

@testable import HTTPServing

/// What becomes of connections when their server stops at an unlucky moment.
@Suite struct StoppingTests {
    private static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Lets a connection arrive at a loop whose server stops already; what its client is sent.
    private func arrive(
        sending text: String, at stop: @escaping @Sendable (ServerLoop) -> Void
    ) async throws -> String {
        var router = Router()
        router.on(.get, "/") { _ in .text("ok") }
        let settings = HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0)
        let shared = ServerShared(router: router, settings: settings, logger: .quiet)
        let loop = try ReadinessLoop(label: "late")
        let server = ServerLoop(loop: loop, shared: shared)
        let pair = try SocketPair()
        pair.write(text)
        shared.beginDrain()
        loop.post { stop(server) }
        _ = await loop.measureLag()
        let remote = try #require(SocketAddress(host: "127.0.0.1", port: 1))
        server.adopt(pair.takeOther(), from: remote)
        server.finish()
        await withDiscardingTaskGroup { group in
            group.addTask(executorPreference: loop) { await server.run() }
        }
        #expect(server.openCount == 0)
        await loop.stop()
        return pair.readToEnd()
    }

    @Test func `a connection that arrives after everyone was cancelled is closed`() async throws {
        #expect(try await arrive(sending: "") { $0.cancelAll() } == "")
        #expect(try await arrive(sending: Self.request) { $0.cancelAll() } == "")
    }

    @Test func `one that arrives after the idle were closed is closed, unless it has asked`() async throws {
        #expect(try await arrive(sending: "") { $0.closeIdle() } == "")
        let reply = try await arrive(sending: Self.request) { $0.closeIdle() }
        #expect(reply.hasPrefix("HTTP/1.1 200 "))
        #expect(reply.contains("Connection: close\r\n"))
        #expect(reply.hasSuffix("ok"))
    }

    @Test func `a reply begun before the drain is its connection's last all the same`() async throws {
        let (started, go) = (Signal(), Signal())
        try await withServer(
            settings: { $0.grace = .seconds(3_600) },
            routes: { router in
                router.on(.get, "/") { _ in
                    .stream(type: "text/plain") { writer in
                        try await writer.write("begun ")
                        started.send()
                        await go.wait()
                        try await writer.write("done")
                    }
                }
            }
        ) { test in
            let client = try await test.client()
            try await client.send(Self.request)
            await started.wait()
            let idle = try await test.client()
            try await test.letLoopTurn()
            test.server.drain()
            #expect(try await idle.readToEnd() == "")
            go.send()
            let reply = try await client.reply()
            #expect(reply.body == "begun done")
            #expect(try await client.readToEnd() == "")
        }
    }

    @Test func `a server whose task is cancelled leaves with all its connections`() async throws {
        let started = Signal()
        await #expect(throws: CancellationError.self) {
            try await withServer(
                loops: 2,
                routes: { router in
                    router.on(.post, "/") { request in
                        started.send()
                        return .bytes(try await request.body.collect(upTo: 100))
                    }
                }
            ) { test in
                let (idle, busy) = (try await test.client(), try await test.client())
                try await busy.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
                await started.wait()
                _ = idle
                throw CancellationError()
            }
        }
    }
}
