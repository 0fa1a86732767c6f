/// The queue's numbers; the defaults are those of QUEUE.md's table.
package struct QueueSettings: Sendable {
    package var beat = Duration.seconds(5)
    package var ttl = Duration.seconds(30)
    /// How long before its ttl or deadline a worker stops trusting it.
    package var fenceMargin = Duration.seconds(10)
    /// The hard deadline of a lease: the worst calls plus a minute (DECISIONS 25).
    package var leaseTime = Duration.seconds(240)
    package var maxAttempts = 5
    package var maxCrashes = 3
    /// How long a released source tries to give its leases back, before they are left to rescue.
    package var releasePatience = Duration.seconds(5)
    package var batch = 64
    package var maxLinger = Duration.milliseconds(250)
    package var poll = Duration.milliseconds(10)...Duration.seconds(1)
    package var backoff = RetryDelay(first: .seconds(2), most: .seconds(300))
    /// Whether idle stages are told of new tasks, and listen (R44).
    package var hints = true
    package var reconcileEvery = Duration.seconds(60)
    /// How old a worker's view of the jobs' weights, pauses and caps may be (R37).
    package var jobsEvery = Duration.seconds(1)
    package var sweepEvery = Duration.seconds(2)
    package var sweepGap = Duration.seconds(10)
    package var seedChunk = 500
    /// The most rows one upkeep statement moves.
    package var sweepLimit = 1000
    /// The most old failures forgotten at once.
    package var pruneLimit = 100_000

    package init() {}
}
