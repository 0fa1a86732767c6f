import HTTPTypes
import Testing

@testable import HTTPServing

/// Heads near the limits, which come in many pieces.
@Suite struct LargeHeadTests {
    /// A head of a long target and fields of 1 KiB.
    private func head(target: Int, fields: Int) -> String {
        let field = "X-Field: " + String(repeating: "f", count: 1_024 - 11) + "\r\n"
        return "GET /?" + String(repeating: "t", count: target - 2) + " HTTP/1.1\r\nHost: a\r\n"
            + String(repeating: field, count: fields) + "\r\n"
    }

    private func status(of head: String) async throws -> Int? {
        let replied = SharedNumber()
        try await withServer(routes: { $0.on(.get, "/") { _ in .text("") } }) { test in
            let client = try await test.client()
            let bytes = Array(head.utf8)
            for start in stride(from: 0, to: bytes.count, by: 1_024) {
                try await client.send(Array(bytes[start..<min(start + 1_024, bytes.count)]))
                try await test.letLoopTurn()
            }
            replied.add(try await client.reply().status)
            client.close()
        }
        return replied.value
    }

    @Test func `a head larger than what is held of content is read to its end`() async throws {
        #expect(try await status(of: head(target: 5_000, fields: 31)) == 200)
        #expect(try await status(of: head(target: 8_192, fields: 31)) == 200)
    }

    @Test func `a head whose fields are too large is refused for that, however long its target`() async throws
    {
        #expect(try await status(of: head(target: 5_000, fields: 36)) == 431)
        #expect(try await status(of: head(target: 8_192, fields: 33)) == 431)
    }
}
