/// One HTTP request to a backend.
package struct TransportRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package let method: Method
    package let url: String
    package let fields: [(name: String, value: String)]
    /// Shared with the transport, not copied.
    package let body: [UInt8]
    /// From now to the last byte of the reply.
    package let deadline: Duration
}
