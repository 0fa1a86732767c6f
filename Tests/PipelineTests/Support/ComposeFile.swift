import Contracts
import Foundation
import OrderedCollections
import PipelineSupport
import Yams

/// A file of Docker Compose as Compose reads it: anchors, merge keys and `${NAME:-default}` are resolved.
struct ComposeFile {
    /// By their names, in the alphabet's order.
    let services: [ComposeService]

    /// `environment`: what the shell gives that `docker compose` is called from.
    init(parsing text: String, environment: [String: String] = [:]) throws {
        let document = try Self.json(of: Yams.load(yaml: text) as Any, environment)
        let services = document["services"]?.members ?? [:]
        self.services = services.keys.sorted().compactMap { name in
            services[name].map { ComposeService(name: name, fields: $0) }
        }
    }

    /// The project's own.
    static func shipped() throws -> ComposeFile {
        let here = URL(filePath: #filePath)
        let root = (0..<4).reduce(here) { url, _ in url.deletingLastPathComponent() }
        let file = root.appending(path: "deploy/docker-compose.yml")
        return try ComposeFile(parsing: String(contentsOf: file, encoding: .utf8))
    }

    func service(_ name: String) -> ComposeService? { services.first { $0.name == name } }

    private static func json(of value: Any, _ environment: [String: String]) throws -> JSONValue {
        switch value {
        case let text as String: .string(try interpolated(text, environment))
        case let flag as Bool: .bool(flag)
        case let number as Int: .integer(Int64(number))
        case let number as Double: .number(number)
        case let list as [Any]: .array(try list.map { try json(of: $0, environment) })
        case let members as [AnyHashable: Any]:
            .object(
                OrderedDictionary(
                    uniqueKeysWithValues: try members.map {
                        ("\($0.key)", try json(of: $0.value, environment))
                    }))
        case is NSNull: .null
        default: throw PipelineError.unreadable("a YAML value of type \(type(of: value))")
        }
    }

    /// Puts variables in, as Compose's reference says: `$NAME`, `${NAME}`, `${NAME:-default}`, `$$`.
    private static func interpolated(_ text: String, _ environment: [String: String]) throws -> String {
        try text.replacing(/\$(?:(?<plain>\$|\w+)|\{(?<name>\w+)(?::-(?<fallback>[^}]*))?\})/) { match in
            if match.plain == "$" { return "$" }
            let name = String(match.plain ?? match.name ?? "")
            if let value = environment[name], !value.isEmpty { return value }
            guard let fallback = match.fallback else {
                throw PipelineError.unreadable("${\(name)}, which has no default")
            }
            return String(fallback)
        }
    }
}
