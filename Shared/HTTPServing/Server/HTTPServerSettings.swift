/// Where a server listens, and what it allows in all (HTTP §3).
package struct HTTPServerSettings: Sendable {
    /// For logs and metrics.
    package var name: String
    package var host: String
    /// 0 lets the system choose; `HTTPServer.address` tells.
    package var port: UInt16
    package var maxConnections = 10_000
    package var maxHandlers = 1_024
    package var backlog: Int32 = 1_024
    /// How long a stopping server goes on accepting, so that probes notice.
    package var settle = Duration.zero
    /// How long it waits for running requests, and then for cancelled ones.
    package var grace = Duration.seconds(30)
    package var connection = ConnectionLimits()

    package init(name: String, host: String, port: UInt16) {
        self.name = name
        self.host = host
        self.port = port
    }
}
