extension Backend {
    /// Which server it is, and so which fields it takes (BACKENDS §2).
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Asked by discovery; until then it gets the standard fields only.
        case auto
        case vllm
        case sglang
        case llamacpp
        /// Any other server: the standard fields only.
        case openai
        case scene
    }
}

extension Backend.Kind {
    /// What `owned_by` in a list of models says about the server.
    package init(ownedBy: String?) {
        switch ownedBy?.lowercased() {
        case "vllm": self = .vllm
        case "sglang": self = .sglang
        case "llamacpp": self = .llamacpp
        case "scene", "scene-model": self = .scene
        default: self = .openai
        }
    }
}
