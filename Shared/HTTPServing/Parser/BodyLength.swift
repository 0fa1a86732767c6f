/// How much content follows a head (RFC 9112 §6.3).
enum BodyLength: Equatable {
    /// Neither Content-Length nor Transfer-Encoding: never wait for content (HTTP H24).
    case none
    case fixed(Int)
    case chunked
}
