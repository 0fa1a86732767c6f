import Foundation
package import Logging

/// Writes each log event as one JSON object on one line of standard error.
///
/// A line goes out in one write, so lines of several threads do not mix.
package struct JSONLineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level

    private let label: String
    private let service: String
    private let write: @Sendable (String) -> Void

    /// `write` takes finished lines; the default sends them to standard error.
    package init(
        label: String,
        service: String,
        level: Logger.Level,
        write: @escaping @Sendable (String) -> Void = JSONLineLogHandler.standardError
    ) {
        self.label = label
        self.service = service
        self.logLevel = level
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = JSONLine()
        line.add("time", Date().formatted(.iso8601.time(includingFractionalSeconds: true)))
        line.add("level", event.level.rawValue)
        line.add("service", service)
        line.add("logger", label)
        line.add("message", "\(event.message)")
        for (name, value) in merged(with: event.metadata).sorted(by: { $0.key < $1.key }) {
            line.add(name, "\(value)")
        }
        if let error = event.error { line.add("error", "\(error)") }
        write(line.finished())
    }

    /// What the event brings wins over the provider, the provider over the logger.
    private func merged(with own: Logger.Metadata?) -> Logger.Metadata {
        metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(own ?? [:]) { $1 }
    }

    package static let standardError: @Sendable (String) -> Void = { line in
        FileHandle.standardError.write(Data(line.utf8))
    }
}
