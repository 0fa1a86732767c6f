import Configuration
import Foundation

/// Turns the environment into typed values and collects every problem.
///
/// Each getter names a setting in dotted form: `database.url` is read from
/// `PAIRMILL_DATABASE_URL`. A getter that meets a bad value notes the problem
/// and returns its fallback; `finish()` throws all of them at once, so a person
/// mends a configuration in one go. A variable with our prefix that no program knows
/// is a problem as well: a misspelt one must not go unseen.
package struct SettingsReader {
    private let reader: ConfigReader
    private let environment: [String: String]
    private var problems: [String] = []
    /// The variables that were read so far, whether they are set or not.
    package private(set) var asked: [String] = []

    /// Reads the process's environment, or the one given.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        let provider = EnvironmentVariablesProvider(environmentVariables: environment)
        reader = ConfigReader(provider: provider).scoped(to: "pairmill")
    }

    /// Throws when any getter met a problem, or a variable is set that nobody knows.
    package func finish() throws(SettingsError) {
        let all = problems + KnownVariables.problems(in: environment, asked: asked)
        if !all.isEmpty { throw SettingsError(problems: all) }
    }

    /// Adds a problem that only the caller can see, such as two settings that clash.
    package mutating func report(_ name: String, _ problem: String) {
        problems.append("\(Self.variable(name)) \(problem)")
    }

    /// The environment variable of a setting: `database.url` → `PAIRMILL_DATABASE_URL`.
    package static func variable(_ name: String) -> String {
        "PAIRMILL_"
            + name.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }

    /// The raw text; empty counts as absent, as `VAR= command` means.
    package mutating func text(_ name: String) -> String? {
        asked.append(Self.variable(name))
        let value = reader.string(forKey: ConfigKey(name.split(separator: ".").map(String.init)))
        return value?.isEmpty == true ? nil : value
    }
}

extension SettingsReader {
    package mutating func string(_ name: String, default fallback: String) -> String {
        text(name) ?? fallback
    }

    /// A setting without a default; its absence is a problem that says `hint`.
    package mutating func required(_ name: String, hint: String) -> String {
        if let value = text(name) { return value }
        report(name, "is not set; \(hint)")
        return ""
    }

    package mutating func secret(_ name: String) -> Secret? {
        text(name).map(Secret.init)
    }

    package mutating func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        guard let raw = text(name) else { return fallback }
        if let value = Int(raw), range.contains(value) { return value }
        report(
            name, "is \"\(raw)\"; a whole number from \(range.lowerBound) to \(range.upperBound) is allowed")
        return fallback
    }

    package mutating func flag(_ name: String, default fallback: Bool = false) -> Bool {
        guard let raw = text(name) else { return fallback }
        switch raw.lowercased() {
        case "1", "true", "yes", "on": return true
        case "0", "false", "no", "off": return false
        default:
            report(name, "is \"\(raw)\"; true or false is allowed")
            return fallback
        }
    }

    /// A length of time such as `250ms`, `30s`, `5m` or `1h`.
    package mutating func duration(_ name: String, default fallback: Duration) -> Duration {
        guard let raw = text(name) else { return fallback }
        if let value = DurationText.parse(raw) { return value }
        report(name, "is \"\(raw)\"; a length of time such as 250ms, 30s, 5m or 1h is allowed")
        return fallback
    }

    /// A number of bytes such as `512MiB` or `2GiB`, or 0.
    package mutating func size(_ name: String, default fallback: Int) -> Int {
        guard let raw = text(name) else { return fallback }
        if let value = SizeText.parse(raw) { return value }
        report(name, "is \"\(raw)\"; a size such as 512MiB or 2GiB is allowed, or 0")
        return fallback
    }

    /// Anything a throwing parser makes of the text; its error becomes the problem.
    package mutating func parsed<Value>(
        _ name: String, default fallback: Value, by parse: (String) throws -> Value
    ) -> Value {
        guard let raw = text(name) else { return fallback }
        do {
            return try parse(raw)
        } catch {
            report(name, "is not usable: \(error)")
            return fallback
        }
    }
}
