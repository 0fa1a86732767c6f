/// How long to wait before asking again after a claim that found little.
///
/// Doubles from the shortest to the longest wait while there is nothing; goes
/// back to the shortest once there is something, and to nothing after a claim
/// that got all it asked for. Half of jitter either way, because pollers fall
/// into step after any stall (QUEUE R43).
package struct PollPacing: Sendable {
    private let range: ClosedRange<Duration>
    private var wait: Duration

    package init(_ range: ClosedRange<Duration>) {
        self.range = range
        wait = range.lowerBound
    }

    /// The wait that follows a claim which asked for `wanted` and got `got`.
    package mutating func next(
        got: Int, of wanted: Int, using random: inout some RandomNumberGenerator
    ) -> Duration {
        guard got < wanted else {
            reset()
            return .zero
        }
        if got > 0 { reset() }
        defer { wait = min(range.upperBound, wait * 2) }
        return wait * Double.random(in: 0.5...1.5, using: &random)
    }

    /// Starts over with the shortest wait; a hint came, or a queue was shallow.
    package mutating func reset() { wait = range.lowerBound }
}
