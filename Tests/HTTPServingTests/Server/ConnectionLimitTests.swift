import HTTPTypes
import Testing

@testable import HTTPServing

/// How long a connection lives, and how many there are of one client.
@Suite struct ConnectionLimitTests {
    private func routes(_ router: inout Router) {
        router.on(.get, "/") { _ in .text("ok") }
    }

    private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `after its last reply by number a connection ends in order`() async throws {
        try await withServer(settings: { $0.connection.requests = 3 }, routes: routes) { test in
            let client = try await test.client()
            try await client.send(String(repeating: request, count: 5))
            for _ in 0..<2 { #expect(try await client.reply().fields["connection"] == nil) }
            #expect(try await client.reply().fields["connection"] == "close")
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `an old connection ends with its next reply`() async throws {
        try await withServer(settings: { $0.connection.age = .zero }, routes: routes) { test in
            let client = try await test.client()
            try await client.send(request)
            #expect(try await client.reply().fields["connection"] == "close")
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `an idle connection is closed in order`() async throws {
        try await withServer(settings: { $0.connection.idle = .milliseconds(20) }, routes: routes) { test in
            let client = try await test.client()
            try await client.send(request)
            #expect(try await client.reply().fields["connection"] == nil)
            #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    @Test func `an address with enough connections is told so, and welcome when it has fewer`() async throws {
        try await withServer(settings: { $0.maxPerAddress = 2 }, routes: routes) { test in
            let welcome = [try await test.client(), try await test.client()]
            for client in welcome {
                try await client.send(request)
                #expect(try await client.reply().body == "ok")
            }
            let refused = try await test.client()
            try await refused.send(request)
            let reply = try await refused.reply()
            #expect(reply.status == 503)
            #expect(reply.fields["retry-after"] == "1")
            #expect(reply.fields["connection"] == "close")
            #expect(try await refused.readToOrderlyEnd() == "")
            welcome[0].close()
            var status = 503
            while status == 503 { status = try await test.exchange(request).status }
            #expect(status == 200)
            welcome[1].close()
        }
    }

    @Test func `any number of connections may come from one address unless that is limited`() async throws {
        try await withServer(routes: routes) { test in
            var clients: [RawClient] = []
            for _ in 0..<50 {
                let client = try await test.client()
                try await client.send(request)
                #expect(try await client.reply().status == 200)
                clients.append(client)
            }
            for client in clients { client.close() }
        }
    }

    @Test func `a pipeline of any length is answered whole, though little of it is held`() async throws {
        let count = 2_500
        try await withServer(routes: routes) { test in
            let client = try await test.client()
            async let sent: Void = client.send(String(repeating: request, count: count))
            for _ in 0..<count { #expect(try await client.reply().status == 200) }
            try await sent
            client.close()
        }
    }

    @Test func `requests behind the one that is answered are held up to a number of bytes`() {
        let bench = MachineBench()
        let limits = bench.machine.limits
        #expect(bench.machine.room(held: 0) == limits.parser.head)
        bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(bench.machine.room(held: 0) == limits.heldInput)
        #expect(bench.machine.room(held: limits.heldInput - 1) == 1)
        #expect(bench.machine.room(held: limits.heldInput) == 0)
        bench.answer()
        #expect(bench.machine.room(held: limits.heldInput) > 0)
    }
}
