/// Sends one HTTP request to a backend; libcurl in production.
package protocol ChatTransport: Sendable {
    /// Returns the whole reply of any status; cancelling closes the connection.
    func send(_ request: TransportRequest) async throws(TransportError) -> TransportReply
}
