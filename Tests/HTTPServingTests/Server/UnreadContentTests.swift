import EventLoop
import HTTPTypes
import Testing

@testable import HTTPServing

/// Content that came before its handler read it, or that no handler reads.
@Suite struct UnreadContentTests {
    /// More than is taken in ahead of a handler, so that receiving pauses behind its last byte.
    private static let content = String(repeating: "x", count: 70_000)
    private static let request =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n\(content)"

    /// Sends the content and lets the handler go on when all of it is there.
    private func served(
        handler: @escaping Router.Handler,
        body: @escaping @Sendable (RawClient) async throws -> Void
    ) async throws {
        let (started, go) = (Signal(), Signal())
        try await withServer(
            routes: { router in
                router.on(.get, "/") { try await handler($0) }
                router.on(.post, "/") { request in
                    started.send()
                    await go.wait()
                    return try await handler(request)
                }
            }
        ) { test in
            let client = try await test.client()
            try await client.send(Self.request)
            await started.wait()
            try await test.letLoopTurn(4)
            go.send()
            try await body(client)
            client.close()
        }
    }

    @Test func `content that is here before it is read has an end`() async throws {
        try await served { request in
            .bytes(try await request.body.collect(upTo: 1 << 20), type: "text/plain")
        } body: { (client: RawClient) async throws -> Void in
            #expect(try await client.reply().body == Self.content)
        }
    }

    @Test func `a connection whose content nobody read stays open`() async throws {
        try await served { request in
            request.method == .get ? .text("again") : .text("ignored")
        } body: { (client: RawClient) async throws -> Void in
            #expect(try await client.reply().body == "ignored")
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.reply().body == "again")
        }
    }
}
