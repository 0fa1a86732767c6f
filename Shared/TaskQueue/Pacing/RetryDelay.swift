/// Exponential backoff with full jitter: anything from nothing to the ceiling.
///
/// Full jitter spreads tasks that failed together better than a delay with a
/// little noise, at the price of an early try now and then (QUEUE R17).
package struct RetryDelay: Sendable, Hashable {
    package let first: Duration
    package let most: Duration

    package init(first: Duration, most: Duration) {
        self.first = first
        self.most = most
    }

    /// The longest wait after `attempt` counted failures, the next one included.
    package func ceiling(after attempt: Int) -> Duration {
        let doublings = min(max(attempt - 1, 0), 30)
        return min(most, first * (1 << doublings))
    }

    package func draw(after attempt: Int, using random: inout some RandomNumberGenerator) -> Duration {
        ceiling(after: attempt) * Double.random(in: 0...1, using: &random)
    }
}
