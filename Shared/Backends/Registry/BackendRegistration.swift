package import Domain

/// The body of `POST /v1/backends`: what an operator says of a backend.
package struct BackendRegistration: Sendable, Equatable {
    /// BACKENDS §6; ours.
    package static let defaultMaxInFlight = 16

    package var url: String
    package var kind: Backend.Kind = .auto
    package var roles: Set<Role> = Set(Role.allCases)
    package var maxInFlight = Self.defaultMaxInFlight
    package var keyEnv: String?
    package var adapterRoot: String?
    package var maxLoraRank: Int?

    init(url: String) { self.url = url }

    /// The row a registration makes; it joins before it serves.
    package func backend(id: BackendID) -> Backend {
        Backend(
            id: id, url: url, kind: kind, roles: roles, maxInFlight: maxInFlight, state: .joining,
            keyEnv: keyEnv, adapterRoot: adapterRoot, maxLoraRank: maxLoraRank)
    }
}
