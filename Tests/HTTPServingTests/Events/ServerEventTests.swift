import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct ServerEventTests {
    @Test func `an event is lines of fields and an empty one`() {
        let event = ServerEvent(id: "7\n8", name: "pro\rgress", data: "a\nb\r\nc")
        #expect(
            String(decoding: event.bytes, as: UTF8.self)
                == "id: 78\nevent: progress\ndata: a\ndata: b\ndata: c\n\n")
        #expect(String(decoding: ServerEvent(data: "").bytes, as: UTF8.self) == "data: \n\n")
    }

    @Test func `a stream of events is kept awake and ends when the server stops`() async throws {
        try await withServer(routes: { router in
            router.on(.get, "/", limits: .events) { _ in
                .events(heartbeat: .milliseconds(40)) { events in
                    try await events.send(ServerEvent(id: "1", data: "first"))
                    await untilCancelled()
                }
            }
        }) { test in
            let client = try await test.client()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try await client.read(through: "\r\n\r\n")
            #expect(head.contains("Content-Type: text/event-stream\r\n"))
            #expect(try await client.read(through: "\n\n").hasSuffix("id: 1\ndata: first\n\n"))
            for _ in 0..<2 { _ = try await client.read(through: ":\n\n") }
            test.server.drain()
            _ = try await client.readToEnd()
            client.close()
        }
    }
}
