package import Curl

/// Sends requests to backends through libcurl.
///
/// A reused connection that died before a byte came is sent again by libcurl
/// itself (HTTP C4), so a stale keep-alive never counts as a failure here.
package struct CurlTransport: ChatTransport {
    private let client: CurlClient

    package init(_ client: CurlClient) { self.client = client }

    package func send(_ request: TransportRequest) async throws(TransportError) -> TransportReply {
        let sent = CurlRequest(
            request.method.rawValue, request.url, fields: request.fields, body: request.body,
            deadline: request.deadline)
        do throws(CurlError) {
            let reply = try await client.send(sent)
            return TransportReply(
                status: reply.status, retryAfter: reply.head["Retry-After"], body: reply.body)
        } catch {
            throw TransportError(error)
        }
    }
}

extension TransportError {
    /// What a failed call means for another try.
    init(_ error: CurlError) {
        switch error {
        case .couldNotConnect, .addressNotPublic, .tls, .timedOut(.connecting),
            .connectionLost(afterFirstByte: false):
            self = .beforeFirstByte(error.description)
        case .timedOut: self = .deadline
        case .connectionLost, .replyTooLarge, .other: self = .brokenOff(error.description)
        case .cancelled: self = .cancelled
        case .badURL, .badField: self = .unusable(error.description)
        }
    }
}
