/// What a route allows a request to take (HTTP.md §3).
package struct RouteLimits: Sendable {
    /// Largest content in bytes; more is 413 (HTTP H23).
    package var body: Int
    /// How long the handler may take, its reply's last byte included; nil for streams.
    package var deadline: Duration?
    /// Whether a client that ends its side is gone, as for proxied inference and events.
    package var cancelsOnHalfClose: Bool
    /// Whether a stopping server ends the reply at once, as for event streams.
    package var endsOnDrain: Bool

    package init(
        body: Int = 1 << 20,
        deadline: Duration? = .seconds(30),
        cancelsOnHalfClose: Bool = false,
        endsOnDrain: Bool = false
    ) {
        self.body = body
        self.deadline = deadline
        self.cancelsOnHalfClose = cancelsOnHalfClose
        self.endsOnDrain = endsOnDrain
    }

    package static let `default` = RouteLimits()
    /// Proxied inference: large content, calls of minutes, a gone client cancels.
    package static let inference = RouteLimits(
        body: 64 << 20, deadline: .seconds(400), cancelsOnHalfClose: true)
    /// Event streams: no end of their own.
    package static let events = RouteLimits(deadline: nil, cancelsOnHalfClose: true, endsOnDrain: true)
}
