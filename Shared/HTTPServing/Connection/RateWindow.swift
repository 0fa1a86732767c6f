import EventLoop

/// Whether enough bytes pass in each of a row of equal spans of time.
struct RateWindow: Equatable {
    private(set) var start: MonotonicTime
    private var bytes = 0

    init(start: MonotonicTime) { self.start = start }

    mutating func add(_ count: Int) { bytes += count }

    /// Begins the next span if this one has passed enough; false if it has not.
    mutating func renew(at now: MonotonicTime, progress: Int) -> Bool {
        defer { self = RateWindow(start: now) }
        return bytes >= progress
    }
}
