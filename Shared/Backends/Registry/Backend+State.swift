extension Backend {
    /// Where a backend is in its life; only an active one gets new requests.
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Registered, not yet asked what it serves and whether it sees.
        case joining
        case active
        /// Takes nothing new and finishes the rest.
        case draining
        case gone
    }
}
