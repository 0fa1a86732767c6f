import Domain
import Records

/// An adapter as the job's events tell of it.
struct AdapterNews: Sendable, Encodable {
    var name: String
    var role: Role
    var round: Int
    var state: AdapterState
    var reason: String?
    /// What the gate saw, by the backend's id.
    var gates: [String: GateFigures]

    init(
        _ adapter: AdapterRecord, _ state: AdapterState, reason: String?,
        _ gates: [String: GateFigures] = [:]
    ) {
        name = adapter.name
        role = adapter.role
        round = adapter.round
        self.state = state
        self.reason = reason
        self.gates = gates
    }
}
