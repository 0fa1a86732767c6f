import Contracts
import OrderedCollections

/// The body of `POST /v1/jobs`, put together from a file and options.
///
/// The Orchestrator judges it; here only its shape is made.
struct SpecificationDraft {
    private(set) var json: JSONValue

    /// Starts from a file's JSON, or from nothing.
    init(_ json: JSONValue = .object([:])) { self.json = json }

    mutating func set(_ key: String, _ value: JSONValue) {
        json = Self.setting(key.split(separator: ".").map(String.init)[...], value, in: json)
    }

    /// `sampling.normal=4`: a path with dots, and JSON or plain text.
    mutating func set(_ assignment: String) throws(SettingError) {
        guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
            throw SettingError(assignment: assignment)
        }
        let text = String(assignment[assignment.index(after: equals)...])
        // What is no JSON is meant as text, so that names need no quotes.
        set(String(assignment[..<equals]), (try? JSONValue(parsing: text)) ?? .string(text))
    }

    private static func setting(
        _ path: ArraySlice<String>, _ value: JSONValue, in json: JSONValue
    ) -> JSONValue {
        guard let key = path.first else { return value }
        var members = json.members ?? [:]
        members[key] = setting(path.dropFirst(), value, in: members[key] ?? .object([:]))
        return .object(members)
    }
}

/// A `--set` that is no assignment.
struct SettingError: Error, Equatable, CustomStringConvertible {
    let assignment: String

    var description: String {
        "--set \(assignment): a key and a JSON value are expected, such as sampling.normal=4"
    }
}
