import Glibc

/// A moment of CLOCK_MONOTONIC in nanoseconds, the clock of timerfd, and in ticks of the wheel.
///
/// `ContinuousClock.Instant` belongs to a library whose types have no fixed layout: each struct that holds one
/// is measured and copied by looking its size up at run time, which took a sixth of a small request.
package struct MonotonicTime: Sendable, Hashable {
    static let tick: UInt64 = 16_000_000

    let nanoseconds: UInt64

    package static var now: MonotonicTime {
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

extension MonotonicTime: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// How long after an earlier moment; negative before it.
    package static func - (moment: Self, earlier: Self) -> Duration {
        .nanoseconds(Int64(moment.nanoseconds) - Int64(earlier.nanoseconds))
    }

    /// The moment a duration later; 73 years away, or at the machine's start, for durations that don't fit.
    package static func + (moment: Self, duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let most = Int64.max / 4
        let shift = whole.overflow ? (seconds < 0 ? -most : most) : min(max(whole.partialValue, -most), most)
        let sum = Int64(moment.nanoseconds) + shift + attoseconds / 1_000_000_000
        return MonotonicTime(nanoseconds: UInt64(max(0, sum)))
    }

    package static func += (moment: inout Self, duration: Duration) { moment = moment + duration }
}
