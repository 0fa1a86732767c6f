/// The model a call asks for, and what it stands on.
package struct CalledModel: Sendable, Hashable {
    /// As backends list it; nil for the base that a role's backends agree on.
    package let name: String?
    /// The base model under an adapter; nil where `name` is a base itself.
    package let base: String?

    package init(name: String?, base: String? = nil) {
        self.name = name
        self.base = base
    }
}
