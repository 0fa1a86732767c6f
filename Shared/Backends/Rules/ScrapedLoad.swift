/// What a server's own load says about sending it more (BACKENDS §6).
///
/// vLLM's queue has no bound, so it never refuses by itself: work queued twice in
/// a row stops growth, more queued than running cuts once. Never its health.
struct ScrapedLoad: Sendable, Equatable {
    private var latest: LoadReading?
    private var seen: ContinuousClock.Instant?
    private var queuedRunning = 0
    private var isOverloaded = false

    /// Takes in a reading; it cuts when the server's queue first outgrows its work.
    mutating func add(_ reading: LoadReading, at now: ContinuousClock.Instant) -> LimitEffect {
        let wasOverloaded = isOverloaded
        latest = reading
        seen = now
        queuedRunning = reading.queued > 0 ? queuedRunning + 1 : 0
        isOverloaded = reading.queued > reading.running
        return isOverloaded && !wasOverloaded ? .cut : .unchanged
    }

    /// How many requests wait at the server, as far as is known.
    func queued(at now: ContinuousClock.Instant) -> Int { isFresh(at: now) ? latest?.queued ?? 0 : 0 }

    func stopsGrowth(at now: ContinuousClock.Instant) -> Bool { isFresh(at: now) && queuedRunning >= 2 }

    /// A reading older than 15 s says nothing.
    private func isFresh(at now: ContinuousClock.Instant) -> Bool {
        seen.map { now - $0 <= .seconds(15) } ?? false
    }
}
