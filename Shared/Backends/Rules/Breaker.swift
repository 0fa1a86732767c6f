/// Keeps requests away from a backend that fails, and finds out when it is back.
///
///     closed ──5 failures running, or half of the last 20──▶ open
///     open ──its time is over──▶ half-open ──2 successes──▶ closed
///     half-open ──1 failure──▶ open, for twice as long (5 s … 60 s, ± 20 %)
///
/// Half-open admits one real request at a time. A result counts only for the
/// state in which its request was let through: what was sent before the breaker
/// opened says nothing about the backend now. BACKENDS §5; the figures are ours.
package struct Breaker: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        case closed
        case open(until: ContinuousClock.Instant)
        case halfOpen(trialRunning: Bool, successes: Int)
    }

    /// Says under which state of the breaker a request was let through.
    package struct Pass: Sendable, Equatable { let period: Int }

    package private(set) var state = State.closed
    private var window = FailureWindow()
    private var period = 0
    private var pause = Self.shortestPause
    private var shutUntil: ContinuousClock.Instant?
    /// When it last learnt that the backend fails.
    private var failedAt: ContinuousClock.Instant?

    static let shortestPause = Duration.seconds(5)
    static let longestPause = Duration.seconds(60)

    package init() {}

    /// Whether a request may be sent now.
    package func admits(at now: ContinuousClock.Instant) -> Bool {
        switch state {
        case .closed: true
        case .open(let until): now >= until
        case .halfOpen(let trialRunning, _): !trialRunning
        }
    }

    /// When an open breaker admits its first trial; nil unless it is open.
    package var opensUntil: ContinuousClock.Instant? {
        if case .open(let until) = state { until } else { nil }
    }

    /// Whether a trial may be sent before its time, where every backend is shut: one a second finds the
    /// end of an outage, and a server that refuses at once is not asked at once again.
    package func allowsEarlyTrial(
        at now: ContinuousClock.Instant, after pause: Duration = .seconds(1)
    ) -> Bool {
        failedAt.map { now >= $0 + pause } ?? true
    }

    /// Lets one request through, also before time where every backend is shut.
    package mutating func pass() -> Pass {
        switch state {
        case .closed: break
        case .open: enter(.halfOpen(trialRunning: true, successes: 0))
        case .halfOpen(_, let successes): state = .halfOpen(trialRunning: true, successes: successes)
        }
        return Pass(period: period)
    }

    /// Takes in how a request ended; `jitter` is drawn from 0.8…1.2.
    package mutating func record(
        _ effect: BreakerEffect, of pass: Pass, at now: ContinuousClock.Instant, jitter: Double
    ) {
        guard pass.period == period else { return }
        if effect == .failure { failedAt = now }
        switch state {
        case .closed: recordClosed(effect, at: now, jitter: jitter)
        case .halfOpen(_, let successes): recordTrial(effect, after: successes, at: now, jitter: jitter)
        case .open: break
        }
    }

    private mutating func recordClosed(
        _ effect: BreakerEffect, at now: ContinuousClock.Instant, jitter: Double
    ) {
        guard effect != .neutral else { return }
        window.add(success: effect == .success)
        if window.isBad { open(at: now, jitter: jitter) }
    }

    private mutating func recordTrial(
        _ effect: BreakerEffect, after successes: Int, at now: ContinuousClock.Instant, jitter: Double
    ) {
        switch effect {
        case .neutral:
            state = .halfOpen(trialRunning: false, successes: successes)
            // Nothing was learnt: a trial sent before its time does not shorten the pause.
            if successes == 0, let shutUntil { enter(.open(until: shutUntil)) }
        case .success where successes + 1 < 2:
            state = .halfOpen(trialRunning: false, successes: successes + 1)
        case .success:
            pause = Self.shortestPause
            enter(.closed)
        case .failure:
            pause = min(pause * 2, Self.longestPause)
            open(at: now, jitter: jitter)
        }
    }

    private mutating func open(at now: ContinuousClock.Instant, jitter: Double) {
        let until = now + pause * jitter
        shutUntil = until
        enter(.open(until: until))
    }

    private mutating func enter(_ next: State) {
        state = next
        period += 1
        window = FailureWindow()
    }
}

extension Breaker {
    /// The state in one word, for logs and `GET /v1/backends`.
    package var name: String {
        switch state {
        case .closed: "closed"
        case .open: "open"
        case .halfOpen: "half_open"
        }
    }
}
