/// What one route allows its requests (HTTP.md §3).
package struct RouteLimits: Sendable {
    /// Largest content in bytes, more is 413 (HTTP H23); nil for a stream that the handler bounds.
    package var body: Int? = 1 << 20
    /// How long the handler may take until its reply is whole; nil for no bound. What the client then reads
    /// has no time but a least rate.
    package var deadline: Duration? = .seconds(30)
    /// How many requests of the route may run at once, more are 503; nil for any number.
    package var atOnce: Int?
    /// Whether a client that ends its side is gone, as for proxied calls and streams.
    package var endsOnHalfClose = false
    /// Whether a stopping server ends the reply at once, as it must event streams.
    package var endsOnDrain = false

    package init() {}

    package static let standard = RouteLimits()

    /// For one-off calls of a backend: two calls of 180 s, images in the content.
    package static let inference: RouteLimits = {
        var limits = RouteLimits()
        limits.body = 64 << 20
        limits.deadline = .seconds(400)
        limits.endsOnHalfClose = true
        return limits
    }()

    /// For downloads, and uploads that are written as they come, of any length.
    package static let streaming: RouteLimits = {
        var limits = RouteLimits()
        limits.body = nil
        limits.deadline = nil
        return limits
    }()

    /// For uploads that keep more of what comes than a piece: a line with its image, a batch of lines.
    package static let uploads: RouteLimits = {
        var limits = streaming
        limits.atOnce = 32
        return limits
    }()

    /// For event streams, which have no end of their own.
    package static let events: RouteLimits = {
        var limits = RouteLimits()
        limits.deadline = nil
        limits.endsOnHalfClose = true
        limits.endsOnDrain = true
        return limits
    }()
}
