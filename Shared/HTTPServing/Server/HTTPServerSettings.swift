package import EventLoop

/// Where a server listens and what it takes on (HTTP.md §3).
package struct HTTPServerSettings: Sendable {
    package var listen: SocketAddress
    package var limits = ConnectionLimits()
    package var connections: Int
    /// Requests whose handlers run at once; more are told to come again.
    package var running = 1_024
    package var backlog: Int32 = 1_024
    /// How long a stopping server goes on as before, for those who watch /readyz.
    package var settle: Duration = .zero
    /// How long running requests have from then on, and how long once cancelled.
    package var grace: Duration = .seconds(30)
    package var cancel: Duration = .seconds(5)

    /// As many connections as descriptors allow, 10,000 at most.
    package init(listen: SocketAddress) {
        self.listen = listen
        connections = max(16, min(10_000, DescriptorLimit.current - 256))
    }
}
