/// How long to wait before connecting again: decorrelated jitter, 50 ms … 5 s.
///
/// Each delay is drawn between the shortest one and three times the previous one,
/// so that clients that lost their server together do not return together
/// (QUEUE R28; "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
package struct ReconnectBackoff: Sendable {
    package static let shortest = Duration.milliseconds(50)
    package static let longest = Duration.seconds(5)

    private var previous = shortest

    package init() {}

    /// The next delay.
    package mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        let shortest = Self.shortest / .milliseconds(1)
        let drawn = Double.random(
            in: shortest...max(shortest, 3 * (previous / .milliseconds(1))), using: &random)
        previous = min(Self.longest, .milliseconds(1) * drawn)
        return previous
    }

    /// After a success.
    package mutating func reset() { previous = Self.shortest }
}
