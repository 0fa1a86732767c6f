package import Backends
package import Domain

/// How much of each backend is this process's, by what all that use it want.
///
/// A stage without work leaves its places to the others, so one server that serves
/// all roles is kept busy; the parts of all processes add up to the whole.
package struct BackendParts: Sendable {
    private let own: Int
    private let byStage: [Stage: Int]

    /// `own` is what this process announced, `byStage` the sum of what all did.
    package init(own: Int, byStage: [Stage: Int]) {
        self.own = own
        self.byStage = byStage
    }

    /// From 0 to 1; all of it where nobody else wants any.
    package func part(of backend: Backend) -> Double {
        let users = Stage.allCases.filter { backend.roles.contains(Role(of: $0)) }
        let all = users.reduce(0) { $0 + byStage[$1, default: 0] }
        return Double(own) / Double(max(all, own, 1))
    }
}
