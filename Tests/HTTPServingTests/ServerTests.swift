import EventLoop
import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct ServerTests {
    private func echo(_ router: inout Router) {
        router.on(.get, "/hello/{name}") { request in .text("hello \(request.parameter("name"))") }
        router.on(.post, "/echo") { request in
            .bytes(try await request.body.collect(upTo: 1 << 20), type: "application/octet-stream")
        }
        router.on(.get, "/stream") { _ in
            .stream(type: "text/plain") { writer in
                for number in 1...3 { try await writer.write("piece \(number)\n") }
            }
        }
        router.on(.get, "/fails") { _ in throw Problem(409, code: "busy", detail: "not now") }
    }

    private func ask(_ text: String, until end: String? = nil) async throws -> String {
        try await withServer(routes: echo) { server in
            let client = try RawClient(port: server.address.port)
            try await client.send(text)
            guard let end else { return try await client.readToEnd() }
            return try await client.read(until: end)
        }
    }

    @Test func `a parameter of the path reaches its handler`() async throws {
        let reply = try await ask("GET /hello/ann%20b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(reply.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(reply.hasSuffix("\r\n\r\nhello ann b"))
        #expect(reply.contains("Content-Length: 11\r\n"))
        #expect(reply.contains("Date: "))
    }

    @Test(arguments: [1, 2, 64]) func `pipelined requests are answered in their order`(count: Int)
        async throws
    {
        let requests = (0..<count).map { number in
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\(number == count - 1 ? "Connection: close\r\n" : "")\r\n"
                + String("\(number + 1000)".suffix(3))
        }
        let reply = try await ask(requests.joined())
        let bodies = reply.split(separator: "\r\n\r\n").dropFirst().map { $0.prefix(3) }
        #expect(bodies == (0..<count).map { Substring("\($0 + 1000)".suffix(3)) })
    }

    @Test func `a chunked body arrives whole and a stream leaves in chunks`() async throws {
        let request =
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
        let reply = try await ask(request + "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(reply.contains("\r\n\r\nabcdeHTTP/1.1 200"))
        #expect(reply.hasSuffix("8\r\npiece 1\n\r\n8\r\npiece 2\n\r\n8\r\npiece 3\n\r\n0\r\n\r\n"))
    }

    @Test func `a client that expects 100 gets it before it sends the body`() async throws {
        try await withServer(routes: echo) { server in
            let client = try RawClient(port: server.address.port)
            try await client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("ok")
            #expect(try await client.read(until: "\r\n\r\nok").contains("200 OK"))
        }
    }

    @Test func `a HEAD request gets the head of GET and no body`() async throws {
        let reply = try await ask("HEAD /hello/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(reply.contains("Content-Length: 7\r\n"))
        #expect(reply.hasSuffix("\r\n\r\n"))
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET /x HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
        ("DELETE /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405),
        ("BREW /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 501),
        ("GET /fails HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 409),
        ("GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n", 417),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413),
    ])
    func `what can't be served is refused with its status and a problem`(request: String, status: Int)
        async throws
    {
        let reply = try await ask(request)
        #expect(reply.hasPrefix("HTTP/1.1 \(status) "), "\(reply)")
        #expect(reply.contains("application/problem+json"))
    }

    @Test func `a head that is too large is refused, and the reply arrives`() async throws {
        let long = String(repeating: "a", count: 9000)
        #expect(try await ask("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("HTTP/1.1 414 "))
        let fields = (0..<200).map { "X-\($0): 1\r\n" }.joined()
        #expect(try await ask("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n").hasPrefix("HTTP/1.1 431 "))
    }

    @Test func `HTTP 1.0 closes unless keep-alive is asked for`() async throws {
        #expect(try await ask("GET /stream HTTP/1.0\r\n\r\n").hasSuffix("piece 3\n"))
        let kept = "GET /hello/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello/b HTTP/1.0\r\n\r\n"
        #expect(try await ask(kept).hasSuffix("hello b"))
    }
}
