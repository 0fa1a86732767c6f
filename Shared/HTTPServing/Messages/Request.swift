package import Access
package import EventLoop
package import HTTPTypes

/// A request as a handler sees it.
package struct Request: Sendable {
    package let method: HTTPRequest.Method
    /// The path as it came, still encoded, without the query.
    package let path: String
    package let query: Query
    /// What stood where the pattern has names in braces, decoded.
    package let parameters: [String: String]
    package let body: RequestBody
    package let remote: SocketAddress
    /// Whose key it came with; nil where no key is asked for.
    package let caller: KeyHolder?
    private let requestID: RequestID
    /// Whether the server is about to stop: /readyz says so (HTTP.md §3).
    package let isDraining: Bool
    private let head: RequestHead
    private let authority: String?
    private let gate: KeyGate?

    init(
        method: HTTPRequest.Method, target: RequestTarget, parameters: [String: String], head: RequestHead,
        body: RequestBody, remote: SocketAddress, caller: KeyHolder?, gate: KeyGate?, id: RequestID,
        isDraining: Bool
    ) {
        self.method = method
        self.path = target.path
        self.query = target.query
        self.parameters = parameters
        self.head = head
        self.authority = target.authority
        self.body = body
        self.remote = remote
        self.caller = caller
        self.gate = gate
        self.requestID = id
        self.isDraining = isDraining
    }

    /// From X-Request-Id, or made; echoed in the reply.
    package var id: String { requestID.description }

    /// Whether its key is still good: a reply that goes on for hours asks again.
    package var isStillAllowed: Bool { gate?.admits(caller) ?? true }

    /// A parameter of the route's pattern; empty if the pattern has no such name.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// All fields, built anew with each call; for one field `self[name]` costs less.
    package var fields: HTTPFields { head.fields }

    /// The first value of a field.
    package subscript(name: HTTPField.Name) -> String? { head.value(of: name) }

    /// The host the client means; an absolute target's goes before the field's (HTTP H17).
    package var host: String? { authority ?? head.value(of: .host) }
}
