import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct HTTPServerTests {
    private func routes(_ router: inout Router) {
        router.on(.get, "/hello/{name}") { .text("hello \($0.parameters["name"] ?? "?")") }
        router.on(.post, "/echo") { .bytes(try await $0.body.collect(upTo: 1 << 20)) }
    }

    @Test func `a request is answered with what its handler returns`() async throws {
        try await withServer(routes: routes) { test in
            let reply = try await test.exchange("GET /hello/world HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.status == 200)
            #expect(reply.body == "hello world")
            #expect(reply.fields["date"]?.hasSuffix("GMT") == true)
            #expect(reply.fields["x-request-id"]?.count == 24)
        }
    }

    @Test func `content comes back as it was sent`() async throws {
        try await withServer(routes: routes) { test in
            let text = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
            let reply = try await test.exchange(text)
            #expect(reply.body == "hello")
        }
    }
}
