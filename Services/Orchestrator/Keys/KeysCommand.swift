import Access
import ArgumentParser
import Foundation
import Lifecycle
import Logging
import Postgres
import Records
import Settings

/// `orchestrator keys`: makes, lists and revokes API keys in the database.
///
/// Whoever can reach the database may, so that the first key can be made and nobody is locked out.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Makes, lists and revokes API keys.",
        discussion: """
            Works on the database of PAIRMILL_DATABASE_URL. Processes see a change within about three seconds.
            """,
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key and prints it, this once.",
            discussion: "The key alone goes to standard output; only its digest is stored.")

        @Option(
            help: "What it may do: viewer (looks), submitter (also submits jobs) or operator (everything).")
        var role: KeyRole

        @Option(help: "Whose it is or what for; shown in lists and logs.", transform: KeysCommand.name)
        var name: String

        @Option(
            help: "How long it is valid, such as 30m, 12h or 90d; for good where left out.",
            transform: KeysCommand.lifetime)
        var expires: KeyLifetime?

        @Option(help: "Requests a minute that a process answers; any number where left out.")
        var requestsPerMinute: Int?

        @Option(help: "Jobs made with it that are not over; any number where left out.")
        var jobs: Int?

        func validate() throws {
            let limits = [
                ("--requests-per-minute", requestsPerMinute, KeyLimits.rates),
                ("--jobs", jobs, KeyLimits.jobCounts),
            ]
            for case (let option, let value?, let range) in limits where !range.contains(value) {
                throw ValidationError(
                    "\(option) is \(value); it must be \(range.lowerBound) to \(range.upperBound)")
            }
        }

        func run() async throws {
            let key = APIKey.make()
            let limits = KeyLimits(requestsPerMinute: requestsPerMinute, jobs: jobs)
            let record = try await KeysCommand.withRecords {
                try await $0.create(key, name: name, role: role, lifetime: expires, limits: limits)
            }
            print(key.exposed)
            KeysCommand.note("made \(record.line); it is not shown again")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists all keys that were ever made, oldest first, without what proves them.")

        func run() async throws {
            let records = try await KeysCommand.withRecords { try await $0.list() }
            for record in records { print(record.line) }
            if records.isEmpty { KeysCommand.note("no key was ever made") }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a key for good.", discussion: "One that is revoked already stays so.")

        @Argument(help: "The key's id, as list shows it, or the whole key.", transform: KeysCommand.id)
        var id: String

        func run() async throws {
            guard let record = try await KeysCommand.withRecords({ try await $0.revoke(id) }) else {
                throw ValidationError("there is no key \(id); `orchestrator keys list` shows all")
            }
            print(record.line)
        }
    }
}

extension KeyRole: ExpressibleByArgument {}

extension KeysCommand {
    static func name(_ text: String) throws -> String {
        guard let name = KeyName(text) else { throw ValidationError("a name has \(KeyName.allowed)") }
        return name.text
    }

    static func lifetime(_ text: String) throws -> KeyLifetime {
        guard let lifetime = KeyLifetime(parsing: text) else {
            throw ValidationError("\"\(text)\" is not \(KeyLifetime.allowed)")
        }
        return lifetime
    }

    /// The id of a key that was given whole or by its id.
    static func id(_ text: String) throws -> String {
        if APIKey.isID(text) { return text }
        guard let key = APIKey(parsing: text) else {
            throw ValidationError("that is no key's id, which is pm_ and twelve characters")
        }
        return key.id
    }

    /// Runs a body on the table, and says so where the tables are not there yet.
    fileprivate static func withRecords<Value>(
        _ body: (KeyRecords) async throws -> Value
    ) async throws -> Value {
        let service = ProcessStart.settings { ServiceSettings(reading: &$0, service: "keys", port: 0) }
        let pool = PostgresPool(
            service.connection, pool: PoolSettings(connections: 1), logger: Logger(label: "keys"))
        let result: Result<Value, any Error>
        do { result = .success(try await body(KeyRecords(pool))) } catch { result = .failure(error) }
        await pool.shutdown()
        return try result.get()
    }

    fileprivate static func note(_ text: String) {
        FileHandle.standardError.write(Foundation.Data((text + "\n").utf8))
    }
}

extension KeyRecord {
    /// One line of a list: id, role, state, times, name.
    fileprivate var line: String {
        let times = [("made", createdAt), ("expires", expiresAt), ("revoked", revokedAt)]
            .compactMap { what, time in time.map { "\(what) \($0.formatted(.iso8601))" } }
        let limits = [
            holder.limits.requestsPerMinute.map { "\($0) requests a minute" },
            holder.limits.jobs.map { $0 == 1 ? "1 job" : "\($0) jobs" },
        ].compactMap { $0 }
        return ([holder.id, holder.role.rawValue, state.rawValue] + times + limits + [holder.name])
            .joined(separator: "  ")
    }
}
