package import Logging

/// Listens on channels, on a connection of its own, and comes back when it breaks.
///
/// What is heard is a hint: notifications are lost while the connection is away,
/// and behind PgBouncer none ever comes. Whoever listens must poll as well
/// (QUEUE R43–R45).
package struct PostgresListener: Sendable {
    /// What a listener tells.
    package enum Event: Sendable, Hashable {
        /// Listening (again): what was notified before is lost, so look.
        case listening
        case heard(PostgresNotification)
    }

    private let settings: ConnectionSettings
    private let channels: [String]
    private let logger: Logger

    package init(_ settings: ConnectionSettings, channels: [String], logger: Logger) {
        self.settings = settings
        self.channels = channels
        self.logger = logger
    }

    /// How soon a cancelled listener notices, and how long it may be deaf to a
    /// connection that died without a word.
    private static let slice = Duration.milliseconds(250)
    private static let proof = Duration.seconds(15)

    /// Listens until cancelled; the receiver's time is the listener's.
    package func run(_ receive: @Sendable (Event) async -> Void) async {
        var backoff = ReconnectBackoff()
        var random = SystemRandomNumberGenerator()
        while !Task.isCancelled {
            do {
                try await listen(receive) { backoff.reset() }
            } catch is CancellationError {
                return
            } catch {
                logger.warning("not listening", metadata: ["error": "\(error)"])
            }
            // Throws only when cancelled, which the loop sees.
            try? await Task.sleep(for: backoff.next(using: &random))
        }
    }

    private func listen(_ receive: @Sendable (Event) async -> Void, _ connected: () -> Void) async throws {
        let connection = try await PostgresConnection.connect(settings)
        for channel in channels { try await connection.query("listen \(identifier: channel)") }
        connected()
        await receive(.listening)
        var proven = ContinuousClock.now
        while true {
            try Task.checkCancellation()
            for notification in try await connection.notifications(within: Self.slice) {
                await receive(.heard(notification))
            }
            if proven.duration(to: .now) > Self.proof {
                try await connection.query("select 1")
                proven = .now
            }
        }
    }
}
