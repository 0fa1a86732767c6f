package import EventLoop
import ServiceLifecycle
import Synchronization

/// Finds loops that have stopped turning: each is asked once a second, and has ten to answer.
///
/// /livez of the operations server says so (HTTP.md §3, Always reachable).
package final class LoopWatch: Service {
    private let loops: [ReadinessLoop]
    private let every: Duration
    private let patience: Duration
    private let answers: Mutex<[MonotonicTime]>

    package init(_ loops: [ReadinessLoop], every: Duration = .seconds(1), patience: Duration = .seconds(10)) {
        self.loops = loops
        self.every = every
        self.patience = patience
        answers = Mutex(Array(repeating: .now, count: loops.count))
    }

    /// Asks until it is told to stop.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                self.ask()
                // Cancelled: the loop ends.
                try? await Task.sleep(for: self.every)
            }
        }
    }

    private func ask() {
        for (index, loop) in loops.enumerated() {
            loop.post { self.answers.withLock { $0[index] = .now } }
        }
    }

    /// One sentence for each loop that has been silent for too long.
    package func problems() -> [String] {
        let now = MonotonicTime.now
        return answers.withLock { Array($0.enumerated()) }
            .filter { now - $0.element > patience }
            .map { "loop \(loops[$0.offset].label) has not turned for \(now - $0.element)" }
    }
}
