import Glibc

/// CLOCK_MONOTONIC in nanoseconds, the clock of timerfd, and in ticks of the wheel.
struct MonotonicTime {
    static let tick: UInt64 = 16_000_000

    let nanoseconds: UInt64

    static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    /// The tick that has begun.
    var tick: UInt64 { nanoseconds / Self.tick }

    /// The first tick that begins when the duration is over, or later.
    func tick(after duration: Duration) -> UInt64 {
        let (seconds, attoseconds) = duration.components
        let whole = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard seconds >= 0, attoseconds >= 0 else { return tick }
        guard !whole.overflow, whole.partialValue < .max / 4 else { return .max / 4 / Self.tick }
        let wait = whole.partialValue + UInt64(attoseconds) / 1_000_000_000 + 1
        return (nanoseconds + wait + Self.tick - 1) / Self.tick
    }
}
