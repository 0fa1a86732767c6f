import Domain
import Foundation

/// Reads registrations field by field and collects what is wrong with them.
struct BackendProblems {
    private(set) var found: [BackendListError.Problem] = []

    mutating func add(_ pointer: String, _ detail: String) {
        found.append(.init(pointer: pointer, detail: detail))
    }

    /// A JSON array of objects; nil only where nothing could be read.
    mutating func registrations(_ json: [UInt8]) -> [BackendRegistration] {
        do {
            let objects = try JSONDecoder().decode([[String: RegistrationField]].self, from: Data(json))
            return objects.enumerated().compactMap { registration($1, at: "/\($0)") }
        } catch {
            add("", "a list of backends is a JSON array of objects like {\"url\": \"http://host:8000\"}")
            return []
        }
    }

    mutating func registration(_ json: [UInt8]) -> BackendRegistration? {
        do {
            let fields = try JSONDecoder().decode([String: RegistrationField].self, from: Data(json))
            return registration(fields, at: "")
        } catch {
            add("", "a backend is a JSON object like {\"url\": \"http://host:8000\"}")
            return nil
        }
    }

    private mutating func registration(
        _ fields: [String: RegistrationField], at place: String
    ) -> BackendRegistration? {
        var result = BackendRegistration(url: "")
        if fields["url"] == nil { add("\(place)/url", "is missing; give an address like http://host:8000") }
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
            if case .null = field, name != "url" { continue }
            read(name, field, at: "\(place)/\(name)", into: &result)
        }
        return result.url.isEmpty ? nil : result
    }

    private mutating func read(
        _ name: String, _ field: RegistrationField, at pointer: String,
        into result: inout BackendRegistration
    ) {
        switch name {
        case "url": result.url = url(field, at: pointer) ?? ""
        case "kind": result.kind = kind(field, at: pointer) ?? .auto
        case "roles": result.roles = roles(field, at: pointer)
        case "max_in_flight": result.maxInFlight = number(field, in: 1...4096, at: pointer) ?? 1
        case "max_lora_rank": result.maxLoraRank = number(field, in: 1...4096, at: pointer)
        case "key_env": result.keyEnv = keyEnv(field, at: pointer)
        case "adapter_root": result.adapterRoot = folder(field, at: pointer)
        default:
            let allowed = "url, kind, roles, max_in_flight, max_lora_rank, adapter_root, key_env"
            add(pointer, "is no field of a backend; allowed are \(allowed)")
        }
    }
}
