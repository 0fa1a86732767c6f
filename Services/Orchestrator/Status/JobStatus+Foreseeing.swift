import Contracts
import Domain
import Records

extension JobStatus {
    /// Fills in how fast a running job goes and how long it will take, where that is known.
    mutating func foresee(
        by forecast: Forecast, _ specification: JobSpecification, _ counts: [StageCount]
    ) {
        for stage in Stage.allCases {
            stages[stage].tasksPerMinute = Self.tenths(forecast.pace[stage]?.perMinute ?? 0)
        }
        tasksPerMinute = Self.tenths(forecast.pace.values.reduce(0) { $0 + $1.perMinute })
        guard rounds.count == specification.rounds.count else { return }
        let known = knownRounds(specification, counts)
        etaSeconds = Self.whole(forecast.seconds(for: known, specification))
        guard let current = known.firstIndex(where: { !$0.state.isFinal }),
            let work = forecast.work(of: known[current], specification)
        else { return }
        rounds[current].etaSeconds = Self.whole(forecast.seconds(for: work))
        for stage in Stage.allCases {
            stages[stage].etaSeconds = Self.whole(forecast.seconds(stage, for: work[stage]))
        }
    }

    /// The rounds with how many samples they have, or will have.
    private func knownRounds(
        _ specification: JobSpecification, _ counts: [StageCount]
    ) -> [Forecast.Round] {
        rounds.enumerated().map { index, round in
            let before = index > 0 ? rounds[index - 1] : nil
            let isBegun = [.seeding, .open, .closing, .closed].contains(round.state)
            let own = isBegun ? round.yield.samples : round.from == .all ? samples : nil
            let hard = before?.state == .closed ? before?.yield.hard : nil
            return Forecast.Round(
                number: round.round, state: round.state, counts: counts.filter { $0.round == round.round },
                samples: (own ?? hard).map { Int($0) })
        }
    }

    private static func whole(_ seconds: Double?) -> Int64? { seconds.map { Int64($0.rounded(.up)) } }

    private static func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
