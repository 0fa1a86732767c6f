import Domain

extension Role {
    /// Every role, as a message lists them.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// Reads names of roles and reports each that is none, by its position.
    static func read(_ names: [String], report: (Int, String) -> Void) -> Set<Role> {
        for (index, name) in names.enumerated() where Role(rawValue: name) == nil {
            report(index, "\"\(name.prefix(60))\" is no role; allowed are \(Self.names)")
        }
        return Set(names.compactMap(Role.init(rawValue:)))
    }
}
