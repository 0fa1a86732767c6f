package import Settings

extension QueueSettings {
    /// Reads `PAIRMILL_QUEUE_TTL` and `PAIRMILL_QUEUE_BEAT`; all processes must be told the same.
    ///
    /// A shorter ttl gives the tasks of a lost process back sooner and takes those of
    /// a slow one more easily. The fence margin keeps its share, a third of the ttl.
    package init(reading reader: inout SettingsReader) {
        self.init()
        ttl = reader.duration("queue.ttl", default: ttl)
        beat = reader.duration("queue.beat", default: beat)
        fenceMargin = ttl / 3
        if beat <= .zero || ttl < beat * 3 {
            reader.report(
                "queue.beat",
                "is \(beat) where the ttl is \(ttl); it must be above 0 and at most a third of it")
        }
    }
}
