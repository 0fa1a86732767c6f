import HTTPTypes
import TestSupport
import Testing

@testable import HTTPServing

/// Request content that came packed.
@Suite struct PackedContentTests {
    private func routes(_ router: inout Router) {
        router.on(.post, "/echo") { .bytes(try await $0.body.collect(upTo: 1 << 20)) }
        router.on(.post, "/count", limits: .streaming) { request in
            var count = 0
            for try await part in request.body { count += part.count }
            return .text("\(count)")
        }
    }

    private func post(
        _ path: String, _ content: [UInt8], encoding: String = "gzip", to test: ServedTest
    ) async throws -> RawReply {
        let client = try await test.client()
        let head =
            "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Encoding: \(encoding)\r\n"
            + "Content-Length: \(content.count)\r\n\r\n"
        try await client.send(Array(head.utf8) + content)
        let reply = try await client.reply()
        client.close()
        return reply
    }

    @Test(arguments: ["gzip", "x-gzip", "GZIP", "identity, gzip", " gzip "])
    func `a handler reads what was packed`(encoding: String) async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            let packed = try Gzipped.bytes(Array("hello, packed world".utf8))
            #expect(
                try await post("/echo", packed, encoding: encoding, to: test).body == "hello, packed world")
        }
    }

    @Test func `streams are unpacked as they come`() async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            var random = SplitMix(seed: 1)
            let plain = (0..<1 << 20).map { _ in UInt8(truncatingIfNeeded: random.next() & 15) }
            #expect(try await post("/count", Gzipped.bytes(plain), to: test).body == "\(plain.count)")
        }
    }

    @Test(arguments: ["br", "gzip, gzip", "deflate"])
    func `another encoding is refused with what is known here`(encoding: String) async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            let reply = try await post("/echo", [1, 2, 3], encoding: encoding, to: test)
            #expect(reply.status == 415)
            #expect(reply.fields["accept-encoding"] == "gzip")
        }
    }

    @Test func `what is damaged is 400, and what grows without measure 413`() async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            let packed = try Gzipped.bytes(Array("hello".utf8))
            #expect(try await post("/echo", Array("hello".utf8), to: test).status == 400)
            #expect(try await post("/echo", packed.dropLast(3), to: test).status == 400)
            let zeros = try Gzipped.bytes([UInt8](repeating: 0, count: 16 << 20))
            #expect(try await post("/echo", zeros, to: test).status == 413)
            let bomb = try await post("/count", zeros, to: test)
            #expect(bomb.status == 413 && bomb.body.contains("gzip_bomb"))
        }
    }

    @Test func `what content grows by counts among all content in memory`() async throws {
        try await withServer(settings: { $0.maxBodies = 100_000 }, routes: routes) {
            (test: ServedTest) async throws -> Void in
            let small = try Gzipped.bytes([UInt8](repeating: 1, count: 50_000))
            let large = try Gzipped.bytes([UInt8](repeating: 1, count: 150_000))
            #expect(try await post("/echo", small, to: test).status == 200)
            #expect(try await post("/echo", large, to: test).status == 503)
            #expect(try await post("/echo", small, to: test).status == 200)
        }
    }
}
