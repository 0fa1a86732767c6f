/// What holds for every call of a client.
package struct CurlSettings: Sendable {
    /// Name lookup, TCP and TLS together.
    package var connectTimeout: Duration = .seconds(3)
    /// An idle connection is reused up to this age, in whole seconds: below the 5 s after
    /// which vLLM hangs up, and libcurl counts generously (HTTP C3).
    package var idleConnectionAge = 3
    /// Whole seconds after which a connection is not reused, busy or not.
    package var connectionLifetime = 300
    /// Connections kept, busy or idle; should be no less than what callers have in flight.
    /// libcurl's own default follows the calls of the moment, and so closes what the next ones need.
    package var maxConnections = 256
    package var maxHeaderBytes = 64 << 10
    /// A streamed reply stops being read above this many waiting bytes, until its reader takes them.
    package var highMark = 256 << 10
    /// A streamed reply ends if less than a byte a second came for this many seconds.
    package var stalledSeconds = 60
    /// A file of PEM certificates to trust instead of the system's.
    package var certificateAuthorities: String?
    /// A proxy's URL; the environment's is never used.
    package var proxy: String?

    package init(trusting authorities: String? = nil) { certificateAuthorities = authorities }
}
