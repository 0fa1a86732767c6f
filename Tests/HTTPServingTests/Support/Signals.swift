/// Returns when the caller's child task is cancelled, and not before.
func untilCancelled() async {
    let (never, sink) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    withExtendedLifetime(sink) {}
}

/// Something that happened once, for those who wait until it has.
struct Signal: Sendable {
    private let events: AsyncStream<Void>
    private let sink: AsyncStream<Void>.Continuation

    init() { (events, sink) = AsyncStream.makeStream() }

    func send() { sink.yield() }

    /// Waits for it; one waiter, who also goes on when cancelled.
    func wait() async { for await _ in events { return } }
}

extension ServedTest {
    /// Makes sure that the server's loop has seen what was sent to it before: it answers
    /// somebody else, so many times.
    func letLoopTurn(_ count: Int = 1) async throws {
        let client = try await client()
        for _ in 0..<count {
            try await client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.reply()
        }
        client.close()
    }
}
