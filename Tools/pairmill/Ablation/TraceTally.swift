/// Adds up traces: how many verdicts passed, and how like their references round-3 texts are.
struct TraceTally: Sendable, Equatable {
    /// The round whose texts are compared with the reference.
    static let comparedRound = 3

    private var passed = RunningMean()
    private var responses = RunningMean()
    private var winners = RunningMean()

    mutating func add(_ trace: SampleTrace) {
        for round in trace.rounds {
            for response in round.responses {
                let texts = [response] + (response.revisions ?? [])
                for verdict in texts.compactMap(\.verdict) { passed.add(verdict.v == 1 ? 1 : 0) }
                guard round.round == Self.comparedRound else { continue }
                responses.add(WordF1.similarity(of: response.body, to: trace.reference))
                for winner in texts where winner.verdict?.v == 1 {
                    winners.add(WordF1.similarity(of: winner.body, to: trace.reference))
                }
            }
        }
    }

    var figures: AblationFigures {
        var figures: AblationFigures = [:]
        figures[.passRate] = passed.value
        figures[.responseSimilarity] = responses.value
        figures[.winnerSimilarity] = winners.value
        return figures
    }
}

/// A mean of values that come one by one.
struct RunningMean: Sendable, Equatable {
    private var sum = 0.0
    private var count = 0

    mutating func add(_ value: Double) {
        sum += value
        count += 1
    }

    /// Nil before the first one.
    var value: Double? { count == 0 ? nil : sum / Double(count) }
}
