package import Logging
import Metrics

/// Sets up logging and metrics of a process, once, before anything else runs.
package enum TelemetrySystem {
    /// Installs the JSON log handler and the metric registry, and returns both ends.
    ///
    /// An unknown level means `info`. swift-log and swift-metrics trap on a second
    /// call, so only a main calls this.
    package static func start(service: String, level: String) -> (logger: Logger, metrics: MetricRegistry) {
        let threshold = Logger.Level(rawValue: level.lowercased()) ?? .info
        LoggingSystem.bootstrap { label in
            JSONLineLogHandler(label: label, service: service, level: threshold)
        }
        let registry = MetricRegistry()
        MetricsSystem.bootstrap(registry)
        return (Logger(label: service), registry)
    }
}
