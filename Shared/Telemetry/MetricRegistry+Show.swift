import Synchronization

extension MetricRegistry {
    /// The value of one gauge of a name, under its dimensions.
    package struct GaugeValue: Sendable {
        package let dimensions: [(String, String)]
        package let value: Double

        package init(_ value: Double, _ dimensions: [(String, String)] = []) {
            self.dimensions = dimensions
            self.value = value
        }
    }

    /// Makes the gauges of a name exactly these: what is not among them leaves the page.
    ///
    /// For what comes and goes, such as jobs; whoever shows a name owns all of it.
    package func show(_ name: String, _ values: [GaugeValue]) {
        let shown = Dictionary(
            values.map { (MetricKey(name: name, dimensions: $0.dimensions), $0.value) },
            uniquingKeysWith: { _, last in last })
        series.withLock { all in
            for key in all.keys where key.name == name && shown[key] == nil { all[key] = nil }
            for (key, value) in shown {
                let gauge = all[key] as? GaugeSeries ?? GaugeSeries()
                gauge.set(value)
                all[key] = gauge
            }
        }
    }
}
