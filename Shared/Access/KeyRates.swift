/// What was asked with each key of late, for those that have a limit.
struct KeyRates: Sendable {
    private var buckets: [String: (limit: Int, bucket: TokenBucket)] = [:]

    /// Counts a request; nil if it may go on, else how long its key has to wait.
    mutating func take(_ holder: KeyHolder, now: ContinuousClock.Instant) -> Duration? {
        guard let limit = holder.limits.requestsPerMinute else { return nil }
        var entry = buckets[holder.id] ?? (limit, TokenBucket(perMinute: limit, now: now))
        // The limit was changed meanwhile.
        if entry.limit != limit { entry = (limit, TokenBucket(perMinute: limit, now: now)) }
        defer { buckets[holder.id] = entry }
        return entry.bucket.take(now: now)
    }

    /// Forgets keys that are no longer good.
    mutating func keep(_ ids: Set<String>) { buckets = buckets.filter { ids.contains($0.key) } }
}
