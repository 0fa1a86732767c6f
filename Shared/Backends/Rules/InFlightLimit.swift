/// How many requests this process has at a backend at once: AIMD below its share.
///
/// Grows by one per 25 successes while it is used, shrinks by a quarter at the
/// first refusal of a burst. Never by latency, which follows the length of the
/// response (BACKENDS §6; the figures are ours).
package struct InFlightLimit: Sendable, Equatable {
    package private(set) var limit: Int
    package private(set) var share: Int
    private var successes = 0
    private var lastCut: ContinuousClock.Instant?

    /// A share is at least one: less could never be tried.
    package init(share: Int) {
        self.share = max(1, share)
        limit = min(8, self.share)
    }

    /// Takes in what a reply said; `inFlight` counts the reply's own request.
    package mutating func apply(_ effect: LimitEffect, inFlight: Int, at now: ContinuousClock.Instant) {
        switch effect {
        case .mayGrow: grow(inFlight: inFlight)
        case .cut: cut(at: now)
        case .unchanged: break
        }
    }

    /// A new share holds at once; what is in flight above it finishes.
    package mutating func setShare(_ share: Int) {
        self.share = max(1, share)
        limit = min(limit, self.share)
    }

    private mutating func grow(inFlight: Int) {
        guard 5 * inFlight >= 4 * limit, limit < share else { return }
        successes += 1
        if successes == 25 {
            successes = 0
            limit += 1
        }
    }

    private mutating func cut(at now: ContinuousClock.Instant) {
        if let lastCut, now < lastCut + .seconds(2) { return }
        lastCut = now
        successes = 0
        limit = max(1, limit * 3 / 4)
    }
}
