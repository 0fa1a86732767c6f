package import Settings

extension QueueSettings {
    /// Reads `PAIRMILL_QUEUE_TTL` and `PAIRMILL_QUEUE_BEAT`, which all processes must be told
    /// alike, and `PAIRMILL_QUEUE_HINTS`.
    ///
    /// A shorter ttl gives the tasks of a lost process back sooner and takes those of
    /// a slow one more easily. The fence margin keeps its share, a third of the ttl,
    /// and the sweeps' gap stays below ttl − beat (QUEUE R26).
    package init(reading reader: inout SettingsReader) {
        self.init()
        ttl = reader.duration("queue.ttl", default: ttl)
        beat = reader.duration("queue.beat", default: beat)
        hints = reader.flag("queue.hints", default: hints)
        fenceMargin = ttl / 3
        sweepGap = min(sweepGap, ttl - beat * 2)
        if ttl < sweepEvery * 3 {
            reader.report("queue.ttl", "is \(ttl); at least \(sweepEvery * 3) is allowed")
        }
        if beat <= .zero || ttl < beat * 6 {
            reader.report(
                "queue.beat",
                "is \(beat) where the ttl is \(ttl); above 0 and at most a sixth of it is allowed")
        }
    }
}
