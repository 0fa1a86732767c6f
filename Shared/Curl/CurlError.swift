/// Why a call has no reply; one case for each thing a caller does about it.
package enum CurlError: Error, Sendable, Equatable {
    /// How far a call had come when its time was up.
    package enum Phase: String, Sendable {
        case connecting
        /// The request is out, no byte of the reply has come.
        case waiting
        case receiving
    }

    /// The name is unknown or nobody listens: the server has seen nothing.
    case couldNotConnect(String)
    /// The name means an address that is not public, for a call that may go to public ones only.
    case addressNotPublic
    case timedOut(Phase)
    /// The connection ended early. Without a first byte the server may have done nothing.
    case connectionLost(afterFirstByte: Bool)
    case replyTooLarge(limit: Int)
    case tls(String)
    case cancelled
    case badURL(String)
    /// A field or method of the request that cannot be sent as it is.
    case badField(String)
    case other(function: String, code: Int, text: String)
}

extension CurlError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .couldNotConnect(let text): "could not connect: \(text)"
        case .addressNotPublic: "the address is not public"
        case .timedOut(let phase): "timed out while \(phase.rawValue)"
        case .connectionLost(afterFirstByte: true): "the connection was lost within the reply"
        case .connectionLost(afterFirstByte: false): "the connection was lost before a reply"
        case .replyTooLarge(let limit): "the reply is larger than the allowed \(limit) bytes"
        case .tls(let text): "TLS: \(text)"
        case .cancelled: "cancelled"
        case .badURL(let text): "not a URL of an HTTP server: \(text)"
        case .badField(let name): "\"\(name)\" cannot be sent: it holds a line break, a NUL or no name"
        case .other(let function, let code, let text): "\(function): \(text) (\(code))"
        }
    }
}
