/// One of the three models of the method: π_G, π_R and π_V (arXiv 2503.20309 §3).
///
/// A role names who speaks, a `Stage` what is done. A backend serves roles.
package enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    case generator
    case reviser
    case verifier
}

extension Role {
    /// The role that does the work of a stage.
    package init(of stage: Stage) {
        switch stage {
        case .generate: self = .generator
        case .revise: self = .reviser
        case .verify: self = .verifier
        }
    }
}
