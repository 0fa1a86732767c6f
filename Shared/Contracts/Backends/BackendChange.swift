package import Domain
import Schemas

/// The body of `PATCH /v1/backends/{id}`; what is left out stays as it is.
package struct BackendChange: Sendable, Hashable {
    /// The states a person may ask for.
    package enum State: String, Sendable, Hashable, CaseIterable, Codable {
        case active
        /// Takes nothing new and finishes the rest.
        case draining
    }

    package var state: State?
    package var roles: [Role]?
    package var maxInFlight: Int?

    /// Reads a body; the refusal names everything that is wrong with it.
    package init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "a change of a backend")
        state = fields.choice("state")
        roles = fields.converted(
            "roles", as: "a list of generator, reviser, verifier", .list(Schema(of: Role.self))
        ) {
            guard let names = $0.elements, !names.isEmpty else { return nil }
            let roles = names.compactMap { $0.text.flatMap(Role.init(rawValue:)) }
            return roles.count == names.count ? roles : nil
        }
        maxInFlight = fields.integer("max_in_flight", in: 1...4096)
        try fields.close()
    }
}
