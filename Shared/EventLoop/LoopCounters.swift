import Synchronization

/// The counters of a loop: written by its turns, read by anyone.
final class LoopCounters: Sendable {
    private static let slow: UInt64 = 10_000_000

    private let turns = Atomic<UInt64>(0)
    private let events = Atomic<UInt64>(0)
    private let slowTurns = Atomic<UInt64>(0)
    private let longest = Atomic<UInt64>(0)

    func count(from start: MonotonicTime, to end: MonotonicTime, events total: UInt64) {
        let taken = end.nanoseconds - start.nanoseconds
        turns.add(1, ordering: .relaxed)
        events.store(total, ordering: .relaxed)
        if taken > Self.slow { slowTurns.add(1, ordering: .relaxed) }
        longest.max(taken, ordering: .relaxed)
    }

    var load: LoopLoad {
        LoopLoad(
            turns: turns.load(ordering: .relaxed),
            events: events.load(ordering: .relaxed),
            slowTurns: slowTurns.load(ordering: .relaxed),
            longestTurn: .nanoseconds(longest.load(ordering: .relaxed)))
    }
}
