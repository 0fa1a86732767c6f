package import EventLoop
package import HTTPTypes

/// A request as a handler sees it; the body is read when the handler asks.
package struct Request: Sendable {
    package let method: HTTPRequest.Method
    /// Decoded, without the query.
    package let path: String
    package let query: Query
    package let fields: HTTPFields
    /// The values of the pattern's `{names}`.
    package internal(set) var parameters: [String: String] = [:]
    package let body: RequestBody
    package let remote: SocketAddress
    /// From X-Request-Id, or made; echoed in the reply.
    package let id: String

    /// A parameter of the route's pattern; empty if the pattern has no such name.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }
}
