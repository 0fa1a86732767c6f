package import Contracts

/// What one backend said it serves.
package struct ModelListing: Sendable, Equatable {
    private let models: [String: ModelList.Model]
    package let kind: Backend.Kind
    /// Every name a request may ask for.
    package let names: Set<String>
    /// The models that stand on no other and are not one of our own merged ones.
    package let bases: Set<String>
    /// What a change of means the backend was started anew with something else.
    package let roots: Set<String>

    package init(_ list: ModelList) {
        self.init(
            models: Dictionary(list.data.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            kind: Backend.Kind(ownedBy: list.data.first { $0.parent == nil }?.ownedBy))
    }

    /// The longest prompt and reply together, where the backend says.
    package func maxModelLength(of name: String) -> Int? { models[name]?.maxModelLength }

    /// The name to send: SGLang chooses an adapter by `<base>:<adapter>`.
    func wireName(of name: String, kind: Backend.Kind) -> String {
        // One that lists no adapters has one base, on which they all stand.
        let unlisted = models[name] == nil && AdapterName.isOne(name) && bases.count == 1 ? bases.first : nil
        guard kind == .sglang, let base = models[name]?.parent ?? unlisted else { return name }
        return "\(base):\(name)"
    }

    /// The same without a model that turned out to be gone.
    func without(_ name: String) -> ModelListing {
        ModelListing(models: models.filter { $0.key != name }, kind: kind)
    }

    /// The sets are made here, once: every call asks for them.
    private init(models: [String: ModelList.Model], kind: Backend.Kind) {
        self.models = models
        self.kind = kind
        let standing = models.values.filter { $0.parent == nil }
        names = Set(models.keys)
        bases = Set(standing.map(\.id).filter { !AdapterName.isOne($0) })
        roots = Set(standing.map { $0.root ?? $0.id })
    }
}
