/// The members of a cluster as lines.
struct MembersView {
    let state: ClusterState
    /// What each one's health path said, by its name; nil where it was not asked.
    var health: [String: Int] = [:]
    var wasAsked = false

    var lines: [String] {
        var table =
            wasAsked ? Table("name", "address", "process", "state") : Table("name", "address", "process")
        for member in state.members where !member.healthPath.isEmpty {
            let (name, id) = (member.process.name, "\(member.process.id)")
            if wasAsked {
                table.add(name, member.address, id, word(member))
            } else {
                table.add(name, member.address, id)
            }
        }
        return table.lines
    }

    /// Whether every member runs and said 200.
    var isHealthy: Bool {
        state.members.filter { !$0.healthPath.isEmpty }.allSatisfy { word($0) == "healthy" }
    }

    private func word(_ member: ClusterState.Member) -> String {
        guard member.process.isRunning else { return "ended" }
        return switch health[member.process.name] {
        case 200: "healthy"
        case let status?: "not ready (\(status))"
        case nil: "does not answer"
        }
    }
}
