package import Domain

/// Why a role has no base model of its own accord.
package enum BaseDisagreement: Error, Equatable {
    /// No backend of the role has said what it serves.
    case noBackend(Role)
    /// The backends have none, or several, in common.
    case differing(Role, [BaseAgreement.Vote])
}

extension BaseDisagreement: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noBackend(let role): "no backend of role \(role) has said what it serves; add one"
        case .differing(let role, let votes):
            "the backends of role \(role) do not agree on one base model: \(Self.list(votes)); "
                + "name it in models.\(role), or give the others no \(role) role"
        }
    }

    private static func list(_ votes: [BaseAgreement.Vote]) -> String {
        votes.sorted { $0.url < $1.url }
            .map { "\($0.url) serves \($0.bases.sorted().joined(separator: " and "))" }
            .joined(separator: ", ")
    }
}
