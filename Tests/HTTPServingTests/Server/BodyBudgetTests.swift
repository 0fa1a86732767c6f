import HTTPTypes
import Testing

@testable import HTTPServing

/// Content of all requests together, as far as it is kept in memory.
@Suite struct BodyBudgetTests {
    /// Serves `/keep`, which reads 900 bytes and waits, and `/stream`, whose content is not kept.
    private func served(_ body: @Sendable (ServedTest, Signal, Signal) async throws -> Void) async throws {
        let (started, go) = (Signal(), Signal())
        try await withServer(
            settings: { $0.maxBodies = 1_000 },
            routes: { router in
                router.on(.post, "/keep") { request in
                    let content = try await request.body.collect(upTo: 2_000)
                    started.send()
                    await go.wait()
                    return .text("\(content.count)")
                }
                router.on(.post, "/echo") { .text("\(try await $0.body.collect(upTo: 2_000).count)") }
                router.on(.post, "/stream", limits: .streaming) { request in
                    var count = 0
                    for try await part in request.body { count += part.count }
                    return .text("\(count)")
                }
            }
        ) { try await body($0, started, go) }
    }

    private static func post(_ path: String, _ count: Int) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n"
            + String(repeating: "x", count: count)
    }

    @Test func `content beyond the memory for all is told to come again, and the connection ends`()
        async throws
    {
        try await served { test, started, go in
            let first = try await test.client()
            try await first.send(Self.post("/keep", 900))
            await started.wait()
            let second = try await test.client()
            try await second.send(Self.post("/echo", 101))
            let refusal = try await second.reply()
            #expect(refusal.status == 503)
            #expect(refusal.fields["retry-after"] == "1")
            #expect(refusal.fields["connection"] == "close")
            #expect(try await second.readToOrderlyEnd() == "")
            #expect(try await test.exchange(Self.post("/echo", 100)).body == "100")
            go.send()
            #expect(try await first.reply().body == "900")
            #expect(try await test.exchange(Self.post("/echo", 1_000)).body == "1000")
        }
    }

    @Test func `chunks are refused as soon as one is too much`() async throws {
        try await served { test, _, _ in
            let client = try await test.client()
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await client.send("3e8\r\n\(String(repeating: "x", count: 1_000))\r\n1\r\ny\r\n")
            let refusal = try await client.reply()
            #expect(refusal.status == 503)
            #expect(refusal.fields["retry-after"] == "1")
            #expect(try await client.readToOrderlyEnd() == "")
            #expect(try await test.exchange(Self.post("/echo", 1_000)).body == "1000")
        }
    }

    @Test func `content of a client that goes away is given back`() async throws {
        try await served { test, _, _ in
            let client = try await test.client()
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            try await client.send(String(repeating: "x", count: 999))
            try await test.letLoopTurn(2)
            client.close(withReset: true)
            var status = 503
            while status == 503 { status = try await test.exchange(Self.post("/echo", 1_000)).status }
            #expect(status == 200)
        }
    }

    @Test func `what a route streams does not count`() async throws {
        try await served { test, _, _ in
            let reply = try await test.exchange(Self.post("/stream", 100_000))
            #expect(reply.body == "100000")
        }
    }

    @Test func `bytes that were not taken are not given back twice`() {
        let budget = BodyBudget(limit: 10)
        #expect(budget.take(10))
        #expect(!budget.take(1))
        #expect(!budget.hasRoom(for: 1))
        budget.give(10)
        #expect(budget.hasRoom(for: 10))
        #expect(!budget.hasRoom(for: 11))
        #expect(!budget.hasRoom(for: .max))
    }
}
