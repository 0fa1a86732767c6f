package import Domain

/// A backend as `GET /v1/backends` of the Orchestrator shows it: what it was told of it.
///
/// What a backend serves and how it fares each stage sees for itself, and shows at the same path.
package struct BackendRow: Sendable, Codable, Hashable {
    package var id: String
    package var object: String
    package var url: String
    package var kind: String
    package var roles: [Role]
    package var state: String
    package var maxInFlight: Int
    package var maxLoraRank: Int?
    package var adapterRoot: String?
    /// The variable that holds its key; the key itself is never shown.
    package var keyEnv: String?

    package init(
        id: String, object: String = "backend", url: String, kind: String, roles: [Role], state: String,
        maxInFlight: Int, maxLoraRank: Int? = nil, adapterRoot: String? = nil, keyEnv: String? = nil
    ) {
        self.id = id
        self.object = object
        self.url = url
        self.kind = kind
        self.roles = roles
        self.state = state
        self.maxInFlight = maxInFlight
        self.maxLoraRank = maxLoraRank
        self.adapterRoot = adapterRoot
        self.keyEnv = keyEnv
    }

    package enum CodingKeys: String, CodingKey {
        case id, object, url, kind, roles, state
        case maxInFlight = "max_in_flight"
        case maxLoraRank = "max_lora_rank"
        case adapterRoot = "adapter_root"
        case keyEnv = "key_env"
    }
}
