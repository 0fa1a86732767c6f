package import HTTPTypes

/// A request line and its fields, judged and ready to be routed.
package struct RequestHead: Sendable {
    /// How the end of the body is found (RFC 9112 §6.3).
    package enum Framing: Sendable, Equatable {
        case none
        case length(Int64)
        case chunked
    }

    package let method: HTTPRequest.Method
    /// As it was sent, without scheme and authority.
    package let target: String
    /// The host and port it was sent to: of an absolute target, else of Host.
    package let authority: String?
    /// 0 or 1: HTTP/1.0 or 1.1.
    package let minorVersion: Int
    package let fields: HTTPFields
    package let framing: Framing
    /// Whether the client allows another request on the connection.
    package let keepsAlive: Bool
    package let expectsContinue: Bool
}
