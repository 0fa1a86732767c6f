/// How many samples to seed now: enough waiting tasks, never many more.
///
/// Between 2 and 4 times the generators' capacity stays ready per job. A short
/// queue keeps cancelling cheap and the tables small (QUEUE R29).
package struct SeedingPace: Sendable {
    /// Seeded for even where no generator is alive, so that the first to start finds work.
    static let leastCapacity = 16
    private let chunk: Int

    package init(chunk: Int) { self.chunk = chunk }

    /// Depths need not be counted beyond this.
    package func target(capacity: Int) -> Int { 4 * max(capacity, Self.leastCapacity) }

    /// Zero while enough is ready; otherwise at most a chunk.
    package func samples(ready: Int, capacity: Int, slots: Int) -> Int {
        let full = target(capacity: capacity)
        guard ready < full / 2 else { return 0 }
        return min(chunk, max(1, (full - ready + slots - 1) / slots))
    }
}
