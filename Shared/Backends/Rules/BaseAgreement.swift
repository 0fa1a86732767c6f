package import Domain

/// The one base model that all backends of a role serve (DECISIONS 10).
package enum BaseAgreement {
    /// What one backend serves as a base; empty where it has not said.
    package struct Vote: Sendable, Equatable {
        package let url: String
        package let bases: Set<String>

        package init(url: String, bases: Set<String>) {
            self.url = url
            self.bases = bases
        }
    }

    /// The base every backend serves; backends that list none have no say.
    package static func base(of role: Role, votes: [Vote]) throws(BaseDisagreement) -> String {
        let votes = votes.filter { !$0.bases.isEmpty }
        guard let first = votes.first else { throw .noBackend(role) }
        let shared = votes.dropFirst().reduce(first.bases) { $0.intersection($1.bases) }
        guard shared.count == 1, let base = shared.first else { throw .differing(role, votes) }
        return base
    }
}
