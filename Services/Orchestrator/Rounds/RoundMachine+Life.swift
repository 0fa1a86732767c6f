import Domain

extension RoundMachine {
    mutating func start() -> [RoundAction] {
        guard job == .created else { return [] }
        return [enterJob(.running)] + planNext()
    }

    mutating func resume() -> [RoundAction] {
        guard job == .paused else { return [] }
        let entered = enterJob(.running)
        let planned = planNext()
        return [entered] + (planned.isEmpty ? work : planned)
    }

    mutating func cancel() -> [RoundAction] {
        guard [.created, .running, .paused].contains(job) else { return [] }
        var actions = [enterJob(.cancelled)]
        for round in 1...rounds.count where !rounds[round - 1].state.isFinal {
            actions.append(enter(round, .cancelled))
        }
        return actions + work
    }

    mutating func close(_ round: Int, _ result: RoundResult) -> [RoundAction] {
        guard isIn(round, [.closing]) else { return [] }
        keep(result, ofRound: round)
        return [enter(round, .closed)] + planNext()
    }

    /// Begins the round that is planned next, or ends the job; nothing while paused.
    mutating func planNext() -> [RoundAction] {
        guard job == .running else { return [] }
        guard let round = current else { return [enterJob(.done)] }
        guard rounds[round - 1].state == .planned else { return [] }
        guard plans[round - 1].train else { return enterWithWork(round, .seeding) }
        if let reason = reasonNotToTrain(round) {
            return [.warn(round: round, "round \(round) ran without training (\(reason))")]
                + enterWithWork(round, .seeding)
        }
        return beginTraining(round)
    }
}
