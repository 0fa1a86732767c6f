/// Where a streamed reply is written to.
package struct ReplyWriter: Sendable {
    let send: @Sendable ([UInt8]) async throws -> Void

    /// Sends bytes; waits while the client reads slower than we write (HTTP §3).
    package func write(_ bytes: some Collection<UInt8> & Sendable) async throws {
        if !bytes.isEmpty { try await send(Array(bytes)) }
    }

    package func write(_ text: String) async throws { try await write(Array(text.utf8)) }
}
