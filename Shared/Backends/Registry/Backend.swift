package import Domain

/// A server that answers chats: one row of the backend table.
package struct Backend: Sendable, Hashable {
    package let id: BackendID
    /// Scheme, host and port, perhaps a path; without `/v1` and a final slash.
    package let url: String
    package var kind: Kind
    package var roles: Set<Role>
    /// How many requests the whole fleet may have there at once.
    package var maxInFlight: Int
    package var state: State
    /// Which environment variable holds the key; the key itself is never stored.
    package var keyEnv: String?
    /// Where the backend sees the adapters' folder.
    package var adapterRoot: String?
    /// The largest rank of an adapter it takes.
    package var maxLoraRank: Int?
    /// Our adapters that passed their gate on it since it last loaded them (BACKENDS §7).
    package var proven: Set<String> = []

    package init(
        id: BackendID, url: String, kind: Kind = .auto, roles: Set<Role> = Set(Role.allCases),
        maxInFlight: Int = BackendRegistration.defaultMaxInFlight, state: State = .active,
        keyEnv: String? = nil, adapterRoot: String? = nil, maxLoraRank: Int? = nil
    ) {
        self.id = id
        self.url = url
        self.kind = kind
        self.roles = roles
        self.maxInFlight = maxInFlight
        self.state = state
        self.keyEnv = keyEnv
        self.adapterRoot = adapterRoot
        self.maxLoraRank = maxLoraRank
    }
}
