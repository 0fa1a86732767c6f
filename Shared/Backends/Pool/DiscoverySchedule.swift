/// When a backend is asked again what it serves (BACKENDS §6).
struct DiscoverySchedule: Sendable {
    private var next: ContinuousClock.Instant?
    private var isRunning = false
    /// Whether an asking has ended.
    private(set) var wasAsked = false

    func isDue(at now: ContinuousClock.Instant) -> Bool {
        !isRunning && next.map { now >= $0 } ?? true
    }

    mutating func begin() { isRunning = true }

    mutating func succeeded(at now: ContinuousClock.Instant) { end(next: now + .seconds(30)) }

    mutating func failed(at now: ContinuousClock.Instant) { end(next: now + .seconds(5)) }

    mutating func askNow() { next = nil }

    private mutating func end(next: ContinuousClock.Instant) {
        isRunning = false
        wasAsked = true
        self.next = next
    }
}
