import HTTPTypes

extension Reply {
    /// The longest a client waits for a sign of life (HTTP.md §3).
    private static let longestSilence: Duration = .seconds(15)

    /// A stream of server-sent events; register its route with the limits `.events`.
    ///
    /// A comment is sent whenever nothing else was for `heartbeat`, 15 s at most.
    package static func events(
        heartbeat: Duration = .seconds(15),
        _ write: @escaping @Sendable (EventWriter) async throws -> Void
    ) -> Reply {
        var reply = Reply.stream(type: "text/event-stream") { writer in
            await writer.keepAwake(with: Array(":\n\n".utf8), every: min(heartbeat, longestSilence))
            try await write(EventWriter(writer: writer))
        }
        reply.fields[.cacheControl] = "no-store"
        return reply
    }
}
