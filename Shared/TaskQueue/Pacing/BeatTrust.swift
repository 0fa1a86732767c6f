/// Whether this process may believe that the others think it alive (QUEUE R23).
///
/// A beat is dated by when it was *sent*, on a clock that counts suspension: a
/// stopped process wakes up and finds its trust gone. Without trust nothing is
/// claimed and no call is started; calls in flight finish and their results are
/// kept, because the token decides whose result counts.
package struct BeatTrust: Sendable {
    private let lasting: Duration
    private var sent: ContinuousClock.Instant?

    package init(ttl: Duration, margin: Duration) {
        lasting = ttl - margin
    }

    /// A beat that was sent at `moment` has been acknowledged.
    package mutating func acknowledged(sentAt moment: ContinuousClock.Instant) {
        sent = max(sent ?? moment, moment)
    }

    package func holds(at now: ContinuousClock.Instant) -> Bool {
        guard let sent else { return false }
        return now < sent + lasting
    }

    /// When the next beat should leave.
    package func nextBeat(every interval: Duration) -> ContinuousClock.Instant? {
        sent.map { $0 + interval }
    }
}
