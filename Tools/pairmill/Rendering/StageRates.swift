import Contracts
import Domain

/// How many tasks a second each stage completed lately.
struct StageRates {
    private struct Observation {
        let at: Duration
        let stages: StageTable
    }

    /// Over how long rates are taken.
    static let window = Duration.seconds(5)
    private var observations: [Observation] = []

    /// Notes the counts at a moment, counted from any fixed start.
    mutating func observe(_ stages: StageTable, at moment: Duration) {
        observations.append(Observation(at: moment, stages: stages))
        while observations.count > 2, moment - observations[1].at >= Self.window {
            observations.removeFirst()
        }
    }

    /// Nil until there are two observations.
    subscript(stage: Stage) -> Double? {
        guard let first = observations.first, let last = observations.last, last.at > first.at else {
            return nil
        }
        let done = last.stages[stage].done - first.stages[stage].done
        return max(0, Double(done)) / ((last.at - first.at) / .seconds(1))
    }
}
