/// How many requests this process has at a backend at once: what it learnt that the
/// backend takes, but never above its share.
///
/// Doubles with each round of replies until the first refusal, so that a server of
/// slow calls is filled in minutes, not hours; from then on grows by one per 25
/// successes and shrinks by a quarter at the first refusal of a burst. Never by
/// latency, which follows the length of the response (BACKENDS §6; the figures are
/// ours). What was learnt stays while the share comes and goes: a refusal says that the
/// server is full, not that our share of it is too large, so it costs a quarter of what
/// was learnt, whatever the share; refused again and again, even a small share is cut.
package struct InFlightLimit: Sendable, Equatable {
    package private(set) var share: Int
    /// What the backend is known to take.
    private var known = 8
    private var successes = 0
    private var lastCut: ContinuousClock.Instant?

    /// A share is at least one: less could never be tried.
    package init(share: Int) { self.share = max(1, share) }

    package var limit: Int { min(known, share) }

    /// Takes in what a reply said; `inFlight` counts the reply's own request.
    package mutating func apply(_ effect: LimitEffect, inFlight: Int, at now: ContinuousClock.Instant) {
        switch effect {
        case .mayGrow: grow(inFlight: inFlight)
        case .cut: cut(at: now)
        case .unchanged: break
        }
    }

    /// A new share holds at once; what is in flight above it finishes.
    package mutating func setShare(_ share: Int) { self.share = max(1, share) }

    private mutating func grow(inFlight: Int) {
        guard 5 * inFlight >= 4 * limit, known < share else { return }
        successes += 1
        if successes >= (lastCut == nil ? 1 : 25) {
            successes = 0
            known += 1
        }
    }

    private mutating func cut(at now: ContinuousClock.Instant) {
        if let lastCut, now < lastCut + .seconds(2) { return }
        lastCut = now
        successes = 0
        known = max(1, known * 3 / 4)
    }
}
