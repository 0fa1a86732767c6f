package import CoreMetrics
import Synchronization

/// Holds the metrics of a process and prints them as a Prometheus text page.
///
/// Labels are full names of Prometheus' style (`pairmill_tasks_claimed_total`).
/// Timers and aggregating recorders become histograms; timers are in seconds.
package final class MetricRegistry: MetricsFactory {
    let series = Mutex<[MetricKey: any PrometheusSeries]>([:])

    package init() {}

    /// The page `GET /metrics` serves: text exposition format 0.0.4.
    package func page() -> String {
        let all = series.withLock { Array($0) }.sorted { $0.key < $1.key }
        var text = ""
        var previous = ""
        for (key, metric) in all {
            if key.name != previous { text += "# TYPE \(key.name) \(metric.type)\n" }
            previous = key.name
            metric.write(key: key, to: &text)
        }
        return text
    }

    private func make<Series: PrometheusSeries>(
        _ label: String, _ dimensions: [(String, String)], _ create: () -> Series
    ) -> Series {
        let key = MetricKey(name: label, dimensions: dimensions)
        return series.withLock { all in
            if let known = all[key] as? Series { return known }
            let made = create()
            all[key] = made
            return made
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        make(label, dimensions) { CounterSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        make(label, dimensions) { GaugeSeries() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? make(label, dimensions) { HistogramSeries(bounds: HistogramSeries.sizes) }
            : make(label, dimensions) { GaugeSeries() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        make(label, dimensions) { HistogramSeries(bounds: HistogramSeries.seconds) }
    }

    /// Series stay for the life of the process: their number is bounded by their labels. For what
    /// comes and goes there is `show`.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
