import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct BackPressureTests {
    @Test func `a writer waits for a slow reader, and nothing is lost`() async throws {
        let total = 200
        let written = SharedNumber()
        let piece = [UInt8](repeating: 0x78, count: 100_000)
        try await withServer(routes: { router in
            router.on(.get, "/", limits: .streaming) { _ in
                .stream(type: "text/plain") { writer in
                    for _ in 0..<total {
                        try await writer.write(piece)
                        written.add()
                    }
                }
            }
        }) { test in
            let client = try await test.client()
            try await client.setReading(false)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            // What the system buffers on both sides of a loopback connection is a few megabytes.
            try await Task.sleep(for: .milliseconds(200))
            #expect(written.value < total)
            try await client.setReading(true)
            #expect(try await client.reply().body.utf8.count == total * piece.count)
            await client.close()
        }
    }

    @Test func `an upload waits for its handler`() async throws {
        let (go, start) = AsyncStream.makeStream(of: Void.self)
        let count = 20_000_000
        try await withServer(routes: { router in
            router.on(.post, "/", limits: .streaming) { request in
                for await _ in go { break }
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
                try await Task.sleep(for: .milliseconds(200))
                #expect(sent.value == 0)
                start.yield()
                try await group.waitForAll()
            }
            #expect(try await client.reply().body == "\(count)")
            await client.close()
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
            try await client.setReading(false)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in ended { break }
            await client.close()
        }
    }
}
