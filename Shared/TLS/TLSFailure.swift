package import EventLoop

/// Why a connection can't go on.
package enum TLSFailure: Error, Sendable, Equatable {
    /// The client speaks HTTP without TLS; what it sent is lost.
    case plainHTTP
    /// The two don't agree, or the client broke the protocol's rules; OpenSSL's words.
    case broken(String)
    case system(SystemCallError)
}
