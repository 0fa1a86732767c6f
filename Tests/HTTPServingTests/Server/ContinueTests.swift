import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct ContinueTests {
    private func routes(_ router: inout Router) {
        router.on(.post, "/echo") { .bytes(try await $0.body.collect(upTo: 1 << 20), type: "text/plain") }
        router.on(.post, "/stream", limits: .streaming) { request in
            .stream(type: "text/plain") { writer in
                try await writer.write(Array("begun ".utf8))
                for try await part in request.body { try await writer.write(part) }
            }
        }
        router.on(.post, "/no") { _ in throw Problem(403, code: "no") }
    }

    private func head(_ path: String, version: String = "1.1") -> String {
        "POST \(path) HTTP/\(version)\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
    }

    @Test func `100 comes when the handler reads`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(head("/echo"))
            #expect(try await client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("ok")
            #expect(try await client.reply().body == "ok")
            client.close()
        }
    }

    @Test func `100 comes before the first byte of a reply that begins before it reads`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(head("/stream"))
            let interim = try await client.read(through: "\r\n\r\n")
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("ok")
            let reply = try await client.reply()
            #expect(reply.status == 200 && reply.body == "begun ok")
            client.close()
        }
    }

    @Test func `no 100 comes within a reply to content that came unasked`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(head("/stream") + "ok")
            let reply = try await client.reply()
            #expect(reply.status == 200 && reply.body == "begun ok")
            // The connection is in step still.
            try await client.send(head("/echo") + "ok")
            #expect(try await client.reply().body == "ok")
            client.close()
        }
    }

    @Test func `content that is already here needs no 100`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(head("/echo") + "ok")
            #expect(try await client.reply().body == "ok")
            client.close()
        }
    }

    @Test func `a handler that does not read answers at once, and the connection ends`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(head("/no"))
            let reply = try await client.reply()
            #expect(reply.status == 403)
            #expect(reply.fields["connection"] == "close")
            client.close()
        }
    }

    @Test func `HTTP 1.0 never gets a 100`() async throws {
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            try await client.send(head("/echo", version: "1.0"))
            try await client.send("ok")
            #expect(try await client.reply().status == 200)
            client.close()
        }
    }
}
