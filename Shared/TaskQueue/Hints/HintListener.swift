package import Domain
package import Logging
package import Postgres

/// Hears that a stage got tasks, on a connection of its own.
///
/// Saves an idle worker the rest of its wait and nothing else: hints get lost with
/// a connection, and behind PgBouncer in transaction mode none ever comes (QUEUE
/// R43–R45). The listener comes back by itself, with jitter.
package struct HintListener: Sendable {
    private let stage: Stage
    private let listener: PostgresListener

    package init(_ settings: ConnectionSettings, stage: Stage, logger: Logger) {
        self.stage = stage
        listener = PostgresListener(settings, channels: [QueueSQL.hintChannel], logger: logger)
    }

    /// Listens until cancelled. Whenever it begins to, it gives a hint as well: what
    /// was said before is lost.
    package func run(_ hint: @Sendable () async -> Void) async {
        await listener.run { if Self.isHint($0, for: stage) { await hint() } }
    }

    /// Whether a stage should look; the payload is the stage that got tasks.
    static func isHint(_ event: PostgresListener.Event, for stage: Stage) -> Bool {
        switch event {
        case .listening: true
        case .heard(let notification): notification.payload == stage.description
        }
    }
}
