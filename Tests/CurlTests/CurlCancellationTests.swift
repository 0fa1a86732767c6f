import Testing

@testable import Curl

@Suite struct CurlCancellationTests {
    @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
    func `a cancelled call closes its connection at once`(start: String) async throws {
        let (moments, sink) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        let server = try ScriptedServer { connection, _ in
            _ = connection.readRequest()
            connection.send(start)
            sink.yield(.now)
            connection.waitForClose()
            sink.yield(.now)
        }
        try await withClient { client in
            var events = moments.makeAsyncIterator()
            let error = await withTaskGroup(of: CurlError?.self) { group in
                group.addTask { await client.failure(of: CurlRequest("GET", server.url)) }
                _ = await events.next()
                group.cancelAll()
                return await group.next() ?? nil
            }
            let cancelled = ContinuousClock.now
            let closed = try #require(await events.next())

            #expect(error == .cancelled)
            #expect(closed - cancelled < .seconds(1))
        }
    }

    @Test func `a call that is cancelled before it starts reaches nobody`() async throws {
        let server = try ScriptedServer { connection, _ in _ = connection.readRequest() }
        let error = try await withClient { client in
            await withTaskGroup(of: CurlError?.self) { group in
                group.cancelAll()
                group.addTask { await client.failure(of: CurlRequest("GET", server.url)) }
                return await group.next() ?? nil
            }
        }
        #expect(error == .cancelled)
        #expect(server.accepted == 0)
    }

    @Test func `cancelling some of many calls leaves the others alone`() async throws {
        let server = try ScriptedServer { connection, _ in
            while let request = connection.readRequest() {
                if request.contains("/slow") { connection.waitForClose() } else { connection.reply("x") }
            }
        }
        try await withClient { client in
            for _ in 0..<20 {
                async let slow = withTaskGroup(of: CurlError?.self) { group in
                    group.addTask { await client.failure(of: CurlRequest("GET", server.url + "slow")) }
                    group.addTask {
                        _ = try? await client.send(CurlRequest("GET", server.url))
                        return nil
                    }
                    _ = await group.next()
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                let reply = try await client.send(CurlRequest("GET", server.url))
                #expect(reply.text == "x")
                #expect(await slow == .cancelled)
            }
        }
    }
}
