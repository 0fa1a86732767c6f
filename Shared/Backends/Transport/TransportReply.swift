/// One whole HTTP reply of a backend.
package struct TransportReply: Sendable {
    package let status: Int
    /// The `Retry-After` field as it came, if it did.
    package let retryAfter: String?
    package let body: [UInt8]

    package init(status: Int, retryAfter: String? = nil, body: [UInt8]) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}
