/// Whose key a request came with; what logs may say of it.
package struct KeyHolder: Sendable, Hashable {
    package let id: String
    /// As whoever made the key wrote it.
    package let name: String
    package let role: KeyRole
    package let limits: KeyLimits

    package init(id: String, name: String, role: KeyRole, limits: KeyLimits = KeyLimits()) {
        self.id = id
        self.name = name
        self.role = role
        self.limits = limits
    }
}
