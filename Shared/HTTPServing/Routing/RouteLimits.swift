/// What one route allows its requests (HTTP §3).
package struct RouteLimits: Sendable {
    /// The largest body; nil for a stream that the handler bounds itself.
    package var body: Int? = 1 << 20
    /// How long the handler may take, streamed reply included; nil for no bound.
    package var deadline: Duration? = .seconds(30)
    /// Whether a client that closes its side is gone, as for proxied calls and streams.
    package var endsOnHalfClose = false

    package init() {}

    package static let standard = RouteLimits()

    /// For one-off calls of a backend: two calls of 180 s, images in the body.
    package static let inference: RouteLimits = {
        var limits = RouteLimits()
        limits.body = 64 << 20
        limits.deadline = .seconds(400)
        limits.endsOnHalfClose = true
        return limits
    }()

    /// For uploads and downloads of any length.
    package static let streaming: RouteLimits = {
        var limits = RouteLimits()
        limits.body = nil
        limits.deadline = nil
        return limits
    }()
}
