import HTTPTypes
import Testing

@testable import HTTPServing

/// Limits that end a connection: the whole reply arrives, then the end, and no reset.
@Suite struct RefusalEndTests {
    private func routes(_ router: inout Router) {
        var small = RouteLimits()
        small.body = 10
        var short = RouteLimits()
        short.deadline = .milliseconds(20)
        router.on(.post, "/") { .text("\(try await $0.body.collect(upTo: 1 << 20).count)") }
        router.on(.post, "/small", limits: small) { .text("\(try await $0.body.collect(upTo: 10).count)") }
        router.on(.get, "/slow", limits: short) { _ in
            await untilCancelled()
            return Reply()
        }
    }

    private static let limits = ParserLimits()

    private static func line(_ field: String, _ length: Int) -> String {
        "\(field): \(String(repeating: "v", count: length - field.utf8.count - 2))"
    }

    private static func target(_ length: Int) -> String {
        "POST /?\(String(repeating: "t", count: length - 2)) HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    private static func post(_ fields: String...) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n\(fields.joined(separator: "\r\n"))\r\n\r\n"
    }

    private static func chunks(_ lines: String) -> String {
        post("Transfer-Encoding: chunked") + lines + "0\r\n\r\n"
    }

    /// What the two lines and "Host: a" leave of a section; each line's own end counts.
    private static let rest = limits.fieldSection - 2 * 16_002 - 9 - 2

    /// A name and each limit at its most, then one more and the status that tells so.
    private static let edges: [(name: String, most: String, more: String, status: Int)] = [
        ("target", target(limits.target), target(limits.target + 1), 414),
        (
            "one field", post(line("X", limits.fieldLine)), post(line("X", limits.fieldLine + 1)), 431
        ),
        (
            "number of fields", post(Array(repeating: "X: 1", count: 99).joined(separator: "\r\n")),
            post(Array(repeating: "X: 1", count: 100).joined(separator: "\r\n")), 431
        ),
        (
            "header section", post(line("X", 16_000), line("Y", 16_000), line("Z", rest)),
            post(line("X", 16_000), line("Y", 16_000), line("Z", rest + 1)), 431
        ),
        (
            "chunk-size line", chunks("1;\(String(repeating: "e", count: 254))\r\nx\r\n"),
            chunks("1;\(String(repeating: "e", count: 255))\r\nx\r\n"), 400
        ),
        (
            // 40 lines of 102 bytes of extensions are 4,080, and 16 more.
            "chunk extensions", chunks(extensions(40) + "1;\(String(repeating: "e", count: 15))\r\nx\r\n"),
            chunks(extensions(40) + "1;\(String(repeating: "e", count: 16))\r\nx\r\n"), 400
        ),
        (
            "method", String(repeating: "M", count: 32) + " / HTTP/1.1\r\nHost: a\r\n\r\n",
            String(repeating: "M", count: 33) + " / HTTP/1.1\r\nHost: a\r\n\r\n", 501
        ),
        ("version", "POST / HTTP/1.9\r\nHost: a\r\n\r\n", "POST / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        (
            "route's content", "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789",
            "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n0123456789a", 413
        ),
        (
            "content in memory", post("Content-Length: 100000") + String(repeating: "x", count: 100_000),
            post("Content-Length: 100001") + String(repeating: "x", count: 100_001), 503
        ),
    ]

    private static func extensions(_ count: Int) -> String {
        String(repeating: "1;\(String(repeating: "e", count: 101))\r\nx\r\n", count: count)
    }

    @Test(arguments: edges)
    func `at a limit the connection goes on, beyond it one reply comes whole before its end`(
        name: String, most: String, more: String, status: Int
    ) async throws {
        try await withServer(
            settings: {
                $0.maxBodies = 100_000
                $0.hearOut()
            }, routes: routes
        ) { test in
            let client = try await test.client()
            try await client.send(most)
            let first = try await client.reply()
            // An unknown method is no broken form.
            #expect(first.status == (name == "method" ? 501 : 200), "\(name)")
            #expect(first.fields["connection"] == nil, "\(name)")
            try await client.send(more)
            // What follows would reset a connection that was just closed.
            try? await client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 10_000))
            let reply = try await client.reply()
            #expect(reply.status == status, "\(name)")
            #expect(reply.fields["connection"] == "close", "\(name)")
            #expect(reply.body.contains(#""status":\#(status)"#), "\(name)")
            #expect(try await client.readToOrderlyEnd() == "", "\(name)")
        }
    }

    @Test func `a route's deadline is told whole before the end`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            let reply = try await client.reply()
            #expect(reply.status == 503)
            #expect(reply.fields["connection"] == "close")
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `slow content is told whole before the end`() async throws {
        try await withServer(settings: { $0.connection.bodySpan = .milliseconds(20) }, routes: routes) {
            test in
            let client = try await test.client()
            try await client.send(Self.post("Content-Length: 5") + "ab")
            let reply = try await client.reply()
            #expect(reply.status == 408)
            #expect(reply.fields["connection"] == "close")
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `an expectation nobody knows is refused, and its content never taken for a request`()
        async throws
    {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(Self.post("Expect: magic", "Content-Length: 5") + "hello")
            #expect(try await client.reply().status == 417)
            try await client.send(Self.post("Content-Length: 5") + "hello")
            #expect(try await client.reply().body == "5")
            client.close()
        }
    }
}
