import Dispatch
import Testing

@testable import Curl

@Suite struct CurlBodyTests {
    private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test func `the head comes before the body, and each piece as it is sent`() async throws {
        let go = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send(Self.chunked)
            for piece in ["one", "two"] {
                go.wait()
                connection.send("3\r\n\(piece)\r\n")
            }
            connection.send("0\r\n\r\n")
        }
        try await withClient { client in
            let reply = try await client.stream(CurlRequest("GET", server.url))
            #expect(reply.head["Transfer-Encoding"] == "chunked")
            go.signal()
            var pieces = reply.body.makeAsyncIterator()
            #expect(try await pieces.next() == Array("one".utf8))
            go.signal()
            #expect(try await pieces.next() == Array("two".utf8))
            #expect(try await pieces.next() == nil)
            #expect(try await pieces.next() == nil)
        }
    }

    @Test func `a reader that stalls stops the server, and gets everything in the end`() async throws {
        let sent = ScriptedServer.Counter()
        let total = 32 << 20
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
            for number in 0..<(total >> 16) where connection.send(Self.block(number)) {
                _ = sent.add(1 << 16)
            }
        }
        try await withClient { client in
            let reply = try await client.stream(CurlRequest("GET", server.url))
            // The server is stopped when nothing moves any more; the system's own buffers hold some megabytes.
            var last = -1
            while sent.value != last {
                last = sent.value
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(sent.value < total)
            var received: [UInt8] = []
            for try await piece in reply.body {
                #expect(piece.count <= CurlSettings().highMark)
                received += piece
            }
            #expect(received.count == total)
            let isIntact = (0..<(total >> 16)).allSatisfy { number in
                let (first, last) = (received[number << 16], received[(number + 1) << 16 - 1])
                return [first, last].allSatisfy { $0 == Self.block(number)[0] }
            }
            #expect(isIntact)
        }
    }

    @Test func `a body that is dropped closes the connection`() async throws {
        let (ends, sink) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send(Self.chunked + "1\r\nx\r\n")
            connection.waitForClose()
            sink.yield()
        }
        try await withClient { client in
            for try await piece in try await client.stream(CurlRequest("GET", server.url)).body {
                #expect(piece == [UInt8(ascii: "x")])
                break
            }
            var closed = ends.makeAsyncIterator()
            #expect(await closed.next() != nil)
        }
    }

    @Test func `a body cut short gives what came and then the error`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
        }
        try await withClient { client in
            var text = ""
            await #expect(throws: CurlError.connectionLost(afterFirstByte: true)) {
                let reply = try await client.stream(CurlRequest("GET", server.url))
                for try await piece in reply.body { text += String(decoding: piece, as: UTF8.self) }
            }
            #expect(text == "half")
        }
    }

    @Test func `a stream on which nothing moves is ended`() async throws {
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send(Self.chunked + "1\r\nx\r\n")
            connection.waitForClose()
        }
        var settings = CurlSettings()
        settings.stalledSeconds = 1
        try await withClient(settings) { client in
            let reply = try await client.stream(CurlRequest("GET", server.url))
            await #expect(throws: CurlError.timedOut(.receiving)) { for try await _ in reply.body {} }
        }
    }

    @Test func `a cancelled reader closes the connection`() async throws {
        let (ends, sink) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send(Self.chunked)
            connection.waitForClose()
            sink.yield()
        }
        try await withClient { client in
            let body = try await client.stream(CurlRequest("GET", server.url)).body
            let error = await withTaskGroup { group in
                group.addTask { () -> CurlError? in
                    var pieces = body.makeAsyncIterator()
                    do throws(CurlError) { _ = try await pieces.next() } catch { return error }
                    return nil
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            var closed = ends.makeAsyncIterator()
            #expect(error == .cancelled)
            #expect(await closed.next() != nil)
        }
    }

    /// 64 KiB that differ from block to block.
    private static func block(_ number: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: number &* 31), count: 1 << 16)
    }
}
