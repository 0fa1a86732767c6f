import HTTPTypes
import Testing

@testable import HTTPServing

/// Replies of all connections together, as far as they wait for their readers.
@Suite struct OutputBudgetTests {
    /// More than the system takes for both sides of a connection of loopback, so that some waits here.
    private static let size = 24 << 20

    @Test func `beyond it who has been reading for longest is closed, and the others read to the end`()
        async throws
    {
        try await withServer(
            settings: { $0.maxOutput = Self.size * 5 / 2 },
            routes: { $0.on(.get, "/") { _ in .bytes([UInt8](repeating: 0x78, count: Self.size)) } }
        ) { (test: ServedTest) async throws -> Void in
            let request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            var clients: [RawClient] = []
            for _ in 0..<4 {
                let client = try await test.client()
                try await client.send(request)
                // Its reply has begun, so that its turn is before the next one's.
                _ = try await client.read(count: 1)
                clients.append(client)
            }
            for (index, client) in clients.enumerated() {
                let count = try await client.readToEnd().utf8.count
                #expect((count > Self.size) == (index > 1), "\(index): \(count)")
            }
        }
    }

    @Test func `one reply alone may be larger`() async throws {
        try await withServer(
            settings: { $0.maxOutput = 1_000 },
            routes: { $0.on(.get, "/") { _ in .bytes([UInt8](repeating: 0x78, count: Self.size)) } }
        ) { (test: ServedTest) async throws -> Void in
            let reply = try await test.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.body.utf8.count == Self.size)
        }
    }
}
