/// How many connections a pool keeps, and how long one waits for them.
package struct PoolSettings: Sendable {
    /// The most connections at a time.
    package var connections: Int
    /// The most callers that wait for one; more are turned away.
    package var waiting: Int
    /// How long a caller waits.
    package var leaseDeadline: Duration
    /// Connections unused for longer are closed.
    package var idleTime: Duration

    package init(
        connections: Int = 8, waiting: Int = 1_000, leaseDeadline: Duration = .seconds(10),
        idleTime: Duration = .seconds(60)
    ) {
        self.connections = connections
        self.waiting = waiting
        self.leaseDeadline = leaseDeadline
        self.idleTime = idleTime
    }
}
