import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct HTTPServerTests {
    private func routes(_ router: inout Router) {
        router.on(.get, "/hello/{name}") { .text("hello \($0.parameter("name"))") }
        router.on(.post, "/echo") { .bytes(try await $0.body.collect(upTo: 1 << 20), type: "text/plain") }
        router.on(.get, "/size/{count}") { request in
            .text(String(repeating: "x", count: Int(request.parameter("count")) ?? 0))
        }
        router.on(.get, "/stream") { _ in
            .stream(type: "text/plain") { writer in
                for number in 1...3 { try await writer.write("piece \(number)\n") }
            }
        }
        router.on(.get, "/elsewhere") { request in
            let text = try await Task.elsewhere { "from \(request.id)" }
            return .text(text)
        }
        router.on(.get, "/fails") { _ in throw Problem(409, code: "busy", detail: "not now") }
        router.on(.get, "/breaks") { _ in throw ConnectionError.lengthMismatch }
        router.on(.get, "/lies") { _ in
            Reply(fields: [.contentLength: "9"], body: .stream { try await $0.write("short") })
        }
    }

    @Test(arguments: [1, 4])
    func `a request is answered with what its handler returns`(loops: Int) async throws {
        try await withServer(loops: loops, routes: routes) { test in
            let reply = try await test.exchange("GET /hello/world HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.status == 200)
            #expect(reply.body == "hello world")
            #expect(reply.fields["date"]?.hasSuffix("GMT") == true)
            #expect(reply.fields["connection"] == nil)
        }
    }

    @Test func `a request id is made, or taken from the client and given back`() async throws {
        try await withServer(routes: routes) { test in
            let own = try await test.exchange(
                "GET /elsewhere HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine-7\r\n\r\n")
            #expect(own.fields["x-request-id"] == "mine-7")
            #expect(own.body == "from mine-7")
            let bad = try await test.exchange(
                "GET /elsewhere HTTP/1.1\r\nHost: a\r\nX-Request-Id: a b\r\n\r\n")
            #expect(bad.fields["x-request-id"]?.count == 24)
        }
    }

    @Test(arguments: [1, 2, 3, 16, 64])
    func `pipelined requests are answered in their order`(depth: Int) async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            let sizes = (0..<depth).map { $0 % 5 == 4 ? 100_000 : $0 * 7 }
            try await client.send(
                sizes.map { size in
                    size % 2 == 0
                        ? "GET /size/\(size) HTTP/1.1\r\nHost: a\r\n\r\n"
                        : "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n"
                            + String(repeating: "y", count: size)
                }.joined())
            for size in sizes {
                let reply = try await client.reply()
                #expect(reply.status == 200)
                #expect(reply.body.utf8.count == size)
            }
            client.close()
        }
    }

    @Test func `content of every framing comes back, one connection for all`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            for _ in 0..<3 {
                try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                #expect(try await client.reply().body == "hello")
                try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                try await client.send("3\r\nabc\r\n")
                try await client.send("2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n")
                #expect(try await client.reply().body == "abcde")
                try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.reply().body == "")
            }
            client.close()
        }
    }

    @Test func `a large content passes in both directions`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            let content = String(repeating: "0123456789abcdef", count: 1 << 16)
            let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
            async let sent: Void = client.send(head + content)
            let reply = try await client.reply()
            try await sent
            #expect(reply.body == content)
            client.close()
        }
    }

    @Test func `a stream leaves in chunks, and to HTTP 1.0 until the end`() async throws {
        try await withServer(routes: routes) { test in
            let chunked = try await test.exchange("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(chunked.fields["transfer-encoding"] == "chunked")
            #expect(chunked.body == "piece 1\npiece 2\npiece 3\n")
            let old = try await test.exchange("GET /stream HTTP/1.0\r\n\r\n")
            #expect(old.fields["transfer-encoding"] == nil)
            #expect(old.fields["connection"] == "close")
            #expect(old.body == "piece 1\npiece 2\npiece 3\n")
        }
    }

    @Test func `HEAD has the head of GET and no content`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("HEAD /hello/x HTTP/1.1\r\nHost: a\r\n\r\n")
            let reply = try await client.reply(isHead: true)
            #expect(reply.fields["content-length"] == "7")
            try await client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.reply(isHead: true).status == 200)
            try await client.send("GET /hello/x HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.reply().body == "hello x")
            client.close()
        }
    }

    @Test func `HTTP 1.0 closes unless keep-alive is asked for and granted`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET /hello/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let first = try await client.reply()
            #expect(first.fields["connection"] == "keep-alive")
            try await client.send("GET /hello/b HTTP/1.0\r\n\r\n")
            #expect(try await client.readToEnd().hasSuffix("hello b"))
            client.close()
        }
    }

    @Test func `after a reply with close no request is answered`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET /hello/a HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n")
            try await client.send("GET /hello/b HTTP/1.1\r\nHost: a\r\n\r\n")
            let all = try await client.readToEnd()
            #expect(all.contains("Connection: close\r\n"))
            #expect(all.hasSuffix("hello a"))
            client.close()
        }
    }

    @Test func `an option of Connection that only begins like close is none`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            for _ in 0..<2 {
                try await client.send("GET /hello/a HTTP/1.1\r\nHost: a\r\nConnection: closed, clos\r\n\r\n")
                #expect(try await client.reply().fields["connection"] == nil)
            }
            client.close()
        }
    }

    @Test func `a handler's problem is told, its other errors are not`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET /fails HTTP/1.1\r\nHost: a\r\n\r\n")
            let problem = try await client.reply()
            #expect(problem.status == 409)
            #expect(problem.fields["content-type"] == "application/problem+json")
            #expect(problem.body.contains(#""code":"busy""#))
            try await client.send("GET /breaks HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.reply().status == 400)
            client.close()
        }
    }

    @Test func `a reply shorter than its Content-Length is broken off`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send("GET /lies HTTP/1.1\r\nHost: a\r\n\r\n")
            let all = try await client.readToEnd()
            #expect(all.contains("Content-Length: 9\r\n"))
            #expect(all.hasSuffix("short"))
            client.close()
        }
    }
}

extension Task where Success == Never, Failure == Never {
    /// Does some work away from the caller's loop.
    static func elsewhere(_ work: @escaping @Sendable () -> String) async throws -> String {
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask(executorPreference: globalConcurrentExecutor) { work() }
            return try await group.next() ?? ""
        }
    }
}
