import CoreMetrics
import Synchronization

/// The times of all claims, as the workers' own metric has them.
///
/// A claim's time is its round trip, with the completions that travel with it.
final class ClaimTimes: MetricsFactory, TimerHandler {
    private let nanoseconds = Mutex<[Int64]>([])

    /// Those since the last call, in milliseconds.
    func take() -> [Double] {
        nanoseconds.withLock { times in
            defer { times = [] }
            return times.map { Double($0) / 1e6 }
        }
    }

    func recordNanoseconds(_ duration: Int64) { nanoseconds.withLock { $0.append(duration) } }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        label == "pairmill_claim_seconds" ? self : nothing.makeTimer(label: label, dimensions: dimensions)
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        nothing.makeCounter(label: label, dimensions: dimensions)
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        nothing.makeRecorder(label: label, dimensions: dimensions, aggregate: aggregate)
    }

    func destroyTimer(_ handler: any TimerHandler) {}
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}

    private var nothing: NOOPMetricsHandler { .instance }
}
