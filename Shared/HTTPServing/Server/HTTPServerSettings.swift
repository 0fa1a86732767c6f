package import Access
package import TLS

/// Where a server listens, and what it takes on in all (HTTP.md §3).
package struct HTTPServerSettings: Sendable {
    /// For logs and metrics.
    package var name: String
    /// An address or `localhost`.
    package var host: String
    /// 0 lets the system choose; `HTTPServer.address` tells.
    package var port: UInt16
    /// Beyond them the longest idle one is closed, or accepting waits.
    package var maxConnections: Int
    /// Connections of one client's address, more are told to come again; nil for any number, since
    /// clients behind a proxy share its address.
    package var maxPerAddress: Int?
    /// Bytes of request content held in memory for all requests together; beyond that 503.
    package var maxBodies = 256 << 20
    /// Bytes of replies that wait for their readers in memory; beyond that the slowest reader is closed.
    package var maxOutput = 256 << 20
    /// Requests whose handlers run at once; more are told to come again.
    package var maxHandlers = 1_024
    package var backlog: Int32 = 1_024
    /// How long a stopping server goes on as before, for those who watch /readyz.
    package var settle = Duration.zero
    /// How long running requests have from then on, and how long once cancelled.
    package var grace = Duration.seconds(30)
    package var cancel = Duration.seconds(5)
    package var connection = ConnectionLimits()
    /// Descriptors set aside, so that clients hear of it when the process has none left.
    package var reserve = 1
    /// Whether clients are then served by those, rather than told to come again.
    package var servesFromReserve = false
    /// The certificate to serve TLS with; nil speaks plain HTTP.
    package var identity: TLSIdentity?
    /// Who may call what; nil asks nobody for a key.
    package var gate: KeyGate?

    /// As many connections as descriptors allow, 10,000 at most.
    package init(name: String, host: String, port: UInt16) {
        self.name = name
        self.host = host
        self.port = port
        maxConnections = max(16, min(10_000, DescriptorLimit.current - 256))
    }

    /// For probes, metrics and people when all else is taken: few connections, descriptors of its own,
    /// no cap on handlers.
    package static func operations(name: String, host: String, port: UInt16) -> HTTPServerSettings {
        var settings = HTTPServerSettings(name: name, host: host, port: port)
        settings.maxConnections = 32
        settings.maxHandlers = .max
        settings.reserve = 8
        settings.servesFromReserve = true
        return settings
    }
}
