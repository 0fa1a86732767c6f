package import Access
package import Logging
package import Postgres

/// Keeps a process's keys as the table has them.
///
/// A revoked key works for `interval` more, at most, while the database answers. While it does
/// not, the last keys stay in force until they expire, and before the first look none is good.
package struct KeyWatch: Sendable {
    /// How often the table is read.
    package static let interval = Duration.seconds(2)

    package let gate: KeyGate
    private let records: KeyRecords
    private let logger: Logger

    /// Watches the keys of a database; where they are required nobody is let in while there is none.
    package init(over pool: PostgresPool, isRequired: Bool, logger: Logger) {
        self.init(KeyGate(isRequired: isRequired), records: KeyRecords(pool), logger: logger)
    }

    package init(_ gate: KeyGate, records: KeyRecords, logger: Logger) {
        self.gate = gate
        self.records = records
        self.logger = logger
    }

    /// Reads the table until cancelled.
    package func run() async {
        var said = ""
        while !Task.isCancelled {
            do {
                try await read()
                said = ""
            } catch {
                let text = "\(error)"
                if text != said { logger.warning("API keys not read", metadata: ["error": "\(text)"]) }
                said = text
            }
            // Cancelled: the loop ends.
            try? await Task.sleep(for: gate.isKnown ? Self.interval : .milliseconds(250))
        }
    }

    /// Reads the table now, as after a change of it.
    package func read() async throws { gate.replace(with: try await records.valid()) }

    /// Whether no key was ever made, as far as that can be told before a process listens.
    ///
    /// It is not waited for longer: the database may be away, or not be migrated. Then the
    /// process may listen, for it lets nobody in before it has seen the keys.
    package func findsNone(within limit: Duration = .seconds(5)) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled, !gate.isKnown {
                    // Away or not migrated: `run` says so, and tries on.
                    do { try await read() } catch { try? await Task.sleep(for: .milliseconds(100)) }
                }
            }
            // Cancelled: the look ends as well.
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        return gate.isEmpty
    }

    /// What /readyz says while nobody can be let in.
    package var missing: [String] { gate.isKnown ? [] : ["the API keys have not been read yet"] }
}
