import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterSeries: PrometheusSeries, CounterHandler {
    private let value = Atomic<Int64>(0)

    var type: String { "counter" }

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { value.store(0, ordering: .relaxed) }

    func write(key: MetricKey, to text: inout String) {
        text += "\(key.sample()) \(value.load(ordering: .relaxed))\n"
    }
}
