import CoreMetrics
import Synchronization

/// Counts of values by cumulative upper bound, with their sum.
final class HistogramSeries: PrometheusSeries, TimerHandler, RecorderHandler {
    /// For lengths of time: 1 ms to 300 s.
    static let seconds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 300,
    ]
    /// For counts and sizes: powers of four.
    static let sizes = (0...12).map { Double(1 << (2 * $0)) }

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var type: String { "histogram" }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func write(key: MetricKey, to text: inout String) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? "\(bounds[index])" : "+Inf"
            text += "\(key.sample(suffix: "_bucket", extra: "le=\"\(bound)\"")) \(total)\n"
        }
        text += "\(key.sample(suffix: "_sum")) \(sum)\n\(key.sample(suffix: "_count")) \(total)\n"
    }
}
