/// Where a stream of server-sent events goes.
package struct EventWriter: Sendable {
    let writer: ReplyWriter

    /// Sends an event; suspends while the client reads slower than they come.
    package func send(_ event: ServerEvent) async throws { try await writer.write(event.bytes) }
}
