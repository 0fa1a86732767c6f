/// The base model of each role; an omitted one is what the role's backends agree on.
package struct ModelChoice: Sendable, Hashable {
    package var generator: String?
    package var reviser: String?
    package var verifier: String?

    package init() {}

    package subscript(role: Role) -> String? {
        switch role {
        case .generator: generator
        case .reviser: reviser
        case .verifier: verifier
        }
    }
}
