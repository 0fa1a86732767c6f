import HTTPTypes
import Testing

@testable import HTTPServing

/// Routes of which only so many requests run at once.
@Suite struct RoutePlacesTests {
    @Test func `one more than there are places is told to come again, and a place is free after a reply`()
        async throws
    {
        let (started, go) = (Signal(), Signal())
        var limits = RouteLimits.uploads
        limits.atOnce = 1
        try await withServer(routes: { [limits] router in
            router.on(.post, "/upload", limits: limits) { _ in
                started.send()
                await go.wait()
                return .text("taken")
            }
            router.on(.get, "/other") { _ in .text("other") }
        }) { test in
            let upload = "POST /upload HTTP/1.1\r\nHost: a\r\n\r\n"
            let first = try await test.client()
            try await first.send(upload)
            await started.wait()
            let refusal = try await test.exchange(upload)
            #expect(refusal.status == 503)
            #expect(refusal.fields["retry-after"] == "1")
            #expect(try await test.exchange("GET /other HTTP/1.1\r\nHost: a\r\n\r\n").body == "other")
            for _ in 0..<2 { go.send() }
            #expect(try await first.reply().body == "taken")
            #expect(try await test.exchange(upload).body == "taken")
        }
    }

    @Test func `a client that goes away gives its place back`() async throws {
        let started = Signal()
        var limits = RouteLimits.uploads
        limits.atOnce = 1
        try await withServer(routes: { [limits] router in
            router.on(.post, "/upload", limits: limits) { request in
                started.send()
                return .text("\(try await request.body.collect(upTo: 100).count)")
            }
        }) { test in
            let gone = try await test.client()
            try await gone.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            await started.wait()
            gone.close(withReset: true)
            let upload = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
            // The server hears of the end in one of its next turns.
            var status = 503
            for _ in 0..<1_000 where status == 503 { status = try await test.exchange(upload).status }
            #expect(status == 200)
        }
    }
}
