import Domain

/// What the trainings and adapters of a round say about the round.
enum TrainingCourse {
    /// One role's training before a round, with the adapter it came to.
    struct Part: Sendable, Hashable {
        let role: Role
        let state: TrainingState
        let reason: String?
        /// Nil where there is none, or none yet.
        let adapter: AdapterState?
        let adapterReason: String?
    }

    /// What has happened to a round in a state, if anything has.
    static func event(ofRound round: Int, in state: RoundState, _ parts: [Part]) -> RoundEvent? {
        switch state {
        case .training: trainingEvent(round, parts)
        case .awaitingAdapters, .inert: adapterEvent(round, state, parts)
        default: nil
        }
    }

    /// All trainings end before one that failed is told: a person then sees the whole.
    private static func trainingEvent(_ round: Int, _ parts: [Part]) -> RoundEvent? {
        guard !parts.isEmpty, !parts.contains(where: \.state.isOpen) else { return nil }
        let failed = parts.filter { $0.state == .failed || $0.state == .cancelled }
        guard !failed.isEmpty else { return .trained(round: round) }
        let reasons = failed.map { "the \($0.role.rawValue): \($0.reason ?? "no reason is known")" }
        return .trainingFailed(round: round, reason: reasons.joined(separator: "; "))
    }

    private static func adapterEvent(_ round: Int, _ state: RoundState, _ parts: [Part]) -> RoundEvent? {
        guard !parts.isEmpty, parts.allSatisfy({ $0.state == .succeeded || $0.state == .skipped })
        else { return nil }
        let brought = parts.filter { $0.state == .succeeded }
        if let inert = brought.first(where: { $0.adapter == .inert }) {
            let reason =
                "the \(inert.role.rawValue)'s adapter: \(inert.adapterReason ?? "it changes nothing")"
            return state == .inert ? nil : .inert(round: round, reason: reason)
        }
        return brought.allSatisfy { $0.adapter == .proven } ? .proven(round: round) : nil
    }
}
