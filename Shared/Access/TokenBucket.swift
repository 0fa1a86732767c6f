/// So many requests in a minute: a bucket that fills evenly and of which each request takes one.
struct TokenBucket: Sendable {
    private let perMinute: Double
    private var level: Double
    private var filled: ContinuousClock.Instant

    /// Full at first.
    init(perMinute: Int, now: ContinuousClock.Instant) {
        self.perMinute = Double(perMinute)
        level = Double(perMinute)
        filled = now
    }

    /// Takes one; nil if that went well, else how long to wait until there is one, in whole milliseconds.
    mutating func take(now: ContinuousClock.Instant) -> Duration? {
        level = min(perMinute, level + (now - filled) / .seconds(60) * perMinute)
        filled = now
        if level < 1 { return .milliseconds(Int(((1 - level) / perMinute * 60_000).rounded())) }
        level -= 1
        return nil
    }
}
