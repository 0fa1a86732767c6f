import Domain

extension RoundMachine {
    func reasonNotToTrain(_ round: Int) -> String? {
        if training.mode == .skip { return "training.mode skip" }
        if plans[round - 1].from == .hard && rounds[round - 2].result?.hard == 0 {
            return "no sample is hard any more"
        }
        guard roles(trainedBefore: round).isEmpty else { return nil }
        let counts = Self.trained.map { "\(pairs(of: $0, before: round)) for the \($0.rawValue)" }
        return "there are too few pairs: \(counts.joined(separator: ", ")); training.min_pairs is "
            + "\(training.minPairs)"
    }

    /// The roles that learn; the verifier is never trained.
    static let trained: [Role] = [.generator, .reviser]

    mutating func beginTraining(_ round: Int) -> [RoundAction] {
        switch training.mode {
        case .skip: return []
        case .trainer: return untrained(round) + enterWithWork(round, .training)
        case .manual:
            let entered = enter(round, .training)
            let reason = "training.mode manual: bring an adapter for \(names(trainedBefore: round))"
            return untrained(round) + [entered] + enterWithWork(round, .awaitingAdapters, reason: reason)
        }
    }

    func untrained(_ round: Int) -> [RoundAction] {
        let trained = roles(trainedBefore: round)
        return Self.trained.filter { !trained.contains($0) }.map {
            .warn(
                round: round,
                "round \(round): the \($0.rawValue) was not trained (\(tooFew($0, before: round)))")
        }
    }

    mutating func failTraining(_ round: Int, _ reason: String) -> [RoundAction] {
        move(
            round, from: [.training], to: .awaitingAdapters,
            reason: "training failed: \(reason); train again or bring an adapter")
    }

    /// The roles there are enough pairs for.
    func roles(trainedBefore round: Int) -> [Role] {
        Self.trained.filter { pairs(of: $0, before: round) >= Int64(training.minPairs) }
    }

    /// Why a role is not trained.
    func tooFew(_ role: Role, before round: Int) -> String {
        "\(pairs(of: role, before: round)) pairs for it; training.min_pairs is \(training.minPairs)"
    }

    /// The pairs a training of a role before a round would see.
    func pairs(of role: Role, before round: Int) -> Int64 {
        training.rounds(before: round).compactMap { rounds[$0 - 1].result }.reduce(0) {
            $0 + (role == .generator ? $1.pairs : $1.feedbackPairs)
        }
    }

    func names(trainedBefore round: Int) -> String {
        roles(trainedBefore: round).map(\.rawValue).joined(separator: " and ")
    }
}
