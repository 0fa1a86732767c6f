/// Where a streaming reply goes.
package struct ReplyWriter: Sendable {
    let connection: Connection

    /// Sends bytes; suspends while the client reads slower than they come.
    ///
    /// Throws when the client is gone. Empty writes send nothing.
    package func write(_ bytes: some Collection<UInt8> & Sendable) async throws {
        try await connection.write(Array(bytes))
    }

    package func write(_ text: String) async throws { try await connection.write(Array(text.utf8)) }

    /// Sends these bytes whenever nothing else was for that long.
    package func keepAwake(with bytes: [UInt8], every interval: Duration) async {
        await connection.setHeartbeat(bytes, every: interval)
    }
}
