/// How fast tasks end here, and what follows from it for batching (QUEUE R11, R42).
package struct TaskTempo: Sendable {
    private var meanTask: Duration?
    private var meanCycle: Duration = .zero
    private static let newest = 0.2

    package init() {}

    package mutating func taskTook(_ duration: Duration) {
        meanTask = Self.blend(meanTask, duration)
    }

    /// A trip to the database and back took this long.
    package mutating func cycleTook(_ duration: Duration) {
        meanCycle = Self.blend(meanCycle == .zero ? nil : meanCycle, duration)
    }

    /// How long a finished task may wait for company: 5 % of a task, at most `most`.
    ///
    /// A quarter of it where tasks are fast and more of them wait than can be held:
    /// those claimed ahead keep the slots busy meanwhile, and nobody waits for the result.
    package func linger(atMost most: Duration, isQueueDeep: Bool = false) -> Duration {
        min(most, (meanTask ?? .zero) * (isQueueDeep && isFast ? 0.25 : 0.05))
    }

    /// How many tasks to claim ahead: those that end while a claim is under way, and
    /// while finished ones wait for company.
    ///
    /// None where tasks take 2 s and more; there a slot idles for less than a
    /// percent, and a hoarded task would wait behind a slow one.
    package func prefetch(capacity: Int, lingering: Duration = .zero) -> Int {
        guard let meanTask, isFast, meanTask > .zero else { return 0 }
        return min(capacity, Int((Double(capacity) * ((meanCycle + lingering) / meanTask)).rounded(.up)))
    }

    private var isFast: Bool { meanTask.map { $0 < .seconds(2) } ?? false }

    private static func blend(_ mean: Duration?, _ value: Duration) -> Duration {
        guard let mean else { return value }
        return mean * (1 - newest) + value * newest
    }
}
