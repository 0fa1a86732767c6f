/// What goes to one backend and comes back, for routing and for people.
struct BackendTraffic: Sendable {
    private(set) var inFlight = 0
    /// A moving mean over about the last twenty completions.
    private(set) var latency: Duration?
    private var lastSuccess: ContinuousClock.Instant?
    private var refusingSince: ContinuousClock.Instant?

    mutating func begin() { inFlight += 1 }

    mutating func end(_ end: PlaceEnd, at now: ContinuousClock.Instant) {
        inFlight -= 1
        if end.breaker == .success { lastSuccess = now }
        if let latest = end.latency { latency = latency.map { $0 + (latest - $0) / 20 } ?? latest }
        switch (end.limit, end.breaker) {
        case (.cut, _): refusingSince = refusingSince ?? now
        case (_, .success): refusingSince = nil
        default: break
        }
    }

    /// Whether it completed a call in the last 60 s, so that a failure is the task's.
    func isAlive(at now: ContinuousClock.Instant) -> Bool {
        lastSuccess.map { now - $0 < .seconds(60) } ?? false
    }

    /// Whether it has done nothing but refuse for five minutes.
    func isSaturated(at now: ContinuousClock.Instant) -> Bool {
        refusingSince.map { now - $0 >= .seconds(300) } ?? false
    }
}
