import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct BackPressureTests {
    @Test func `a writer waits for a slow reader, and nothing is lost`() async throws {
        let total = 200
        let written = SharedNumber()
        let started = Signal()
        let piece = [UInt8](repeating: 0x78, count: 100_000)
        try await withServer(routes: { router in
            router.on(.get, "/", limits: .streaming) { _ in
                .stream(type: "text/plain") { writer in
                    started.send()
                    for _ in 0..<total {
                        try await writer.write(piece)
                        written.add()
                    }
                }
            }
        }) { test in
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await started.wait()
            // The loop has time for others, so the writer waits or is done. What the system
            // buffers on both sides of a loopback connection is a few megabytes.
            try await test.letLoopTurn(2)
            #expect(written.value < total)
            #expect(try await client.reply().body.utf8.count == total * piece.count)
            client.close()
        }
    }

    @Test func `an upload waits for its handler`() async throws {
        let go = Signal()
        let count = 20_000_000
        try await withServer(routes: { router in
            router.on(.post, "/", limits: .streaming) { request in
                await go.wait()
                var sum = 0
                for try await part in request.body {
                    #expect(part.count <= 128 << 10)
                    sum += part.count
                }
                return .text("\(sum)")
            }
        }) { test in
            let client = try await test.client()
            let sent = SharedNumber()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
                    try await client.send([UInt8](repeating: 0x79, count: count))
                    sent.add()
                }
                // Turns enough to take it all in, were it not for the handler.
                try await test.letLoopTurn(200)
                #expect(sent.value == 0)
                go.send()
                try await group.waitForAll()
            }
            #expect(try await client.reply().body == "\(count)")
            client.close()
        }
    }

    @Test func `a client that reads nothing is cut off`() async throws {
        let (ended, sink) = AsyncStream.makeStream(of: Void.self)
        try await withServer(
            settings: { $0.connection.writeSpan = .milliseconds(100) },
            routes: { router in
                router.on(.get, "/", limits: .streaming) { _ in
                    .stream(type: "text/plain") { writer in
                        defer { sink.yield() }
                        while true { try await writer.write([UInt8](repeating: 0x7A, count: 100_000)) }
                    }
                }
            }
        ) { test in
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in ended { break }
            client.close()
        }
    }
}
