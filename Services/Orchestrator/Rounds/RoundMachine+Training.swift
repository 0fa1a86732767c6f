import Domain

extension RoundMachine {
    func reasonNotToTrain(_ round: Int) -> String? {
        if training.mode == .skip { return "training.mode skip" }
        if plans[round - 1].from == .hard && rounds[round - 2].result?.hard == 0 {
            return "no sample is hard any more"
        }
        return roles(trainedBefore: round).isEmpty ? "there are no pairs to train on" : nil
    }

    mutating func beginTraining(_ round: Int) -> [RoundAction] {
        switch training.mode {
        case .skip: return []
        case .trainer: return enterWithWork(round, .training) + untrained(round)
        case .manual:
            let entered = enter(round, .training)
            let reason = "training.mode manual: bring an adapter for \(names(trainedBefore: round))"
            return [entered] + enterWithWork(round, .awaitingAdapters, reason: reason)
        }
    }

    func untrained(_ round: Int) -> [RoundAction] {
        let trained = roles(trainedBefore: round)
        return [Role.generator, .reviser].filter { !trained.contains($0) }.map {
            .warn(round: round, "round \(round): the \($0.rawValue) was not trained (no pairs for it)")
        }
    }

    mutating func failTraining(_ round: Int, _ reason: String) -> [RoundAction] {
        move(
            round, from: [.training], to: .awaitingAdapters,
            reason: "training failed: \(reason); train again or bring an adapter")
    }

    mutating func retrain(_ round: Int) -> [RoundAction] {
        guard training.mode == .trainer else { return [] }
        return move(round, from: [.awaitingAdapters, .inert], to: .training)
    }

    /// The roles there are pairs for; the verifier is never trained.
    func roles(trainedBefore round: Int) -> [Role] {
        let results = rounds.prefix(round - 1).compactMap(\.result)
        let used = training.pairs == .previous ? results.suffix(1) : results[...]
        var roles: [Role] = []
        if used.contains(where: { $0.pairs > 0 }) { roles.append(.generator) }
        if used.contains(where: { $0.feedbackPairs > 0 }) { roles.append(.reviser) }
        return roles
    }

    func names(trainedBefore round: Int) -> String {
        roles(trainedBefore: round).map(\.rawValue).joined(separator: " and ")
    }
}
