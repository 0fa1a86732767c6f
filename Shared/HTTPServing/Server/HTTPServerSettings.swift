package import Access

/// Where a server listens, and what it takes on in all (HTTP.md §3).
package struct HTTPServerSettings: Sendable {
    /// For logs and metrics.
    package var name: String
    /// An address or `localhost`.
    package var host: String
    /// 0 lets the system choose; `HTTPServer.address` tells.
    package var port: UInt16
    package var maxConnections: Int
    /// Requests whose handlers run at once; more are told to come again.
    package var maxHandlers = 1_024
    package var backlog: Int32 = 1_024
    /// How long a stopping server goes on as before, for those who watch /readyz.
    package var settle = Duration.zero
    /// How long running requests have from then on, and how long once cancelled.
    package var grace = Duration.seconds(30)
    package var cancel = Duration.seconds(5)
    package var connection = ConnectionLimits()
    /// Who may call what; nil asks nobody for a key.
    package var gate: KeyGate?

    /// As many connections as descriptors allow, 10,000 at most.
    package init(name: String, host: String, port: UInt16) {
        self.name = name
        self.host = host
        self.port = port
        maxConnections = max(16, min(10_000, DescriptorLimit.current - 256))
    }
}
