/// What the holder of an API key may do; each role may also do what those before it may.
package enum KeyRole: String, Sendable, Codable, CaseIterable {
    /// Looks: status, samples, pairs, exports, images.
    case viewer
    /// Also submits jobs and moves them.
    case submitter
    /// Also runs the cluster: backends, dead tasks, keys, the stages' own routes.
    case `operator`
}

extension KeyRole: Comparable {
    package static func < (left: KeyRole, right: KeyRole) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .submitter: 1
        case .operator: 2
        }
    }
}
