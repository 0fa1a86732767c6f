import Domain
import Records

/// How long work takes at the pace of the last minute.
struct Forecast {
    let pace: [Stage: StagePace]

    /// Seconds until a stage has ended so many tasks; nil where it ended none lately.
    func seconds(_ stage: Stage, for tasks: Int) -> Double? {
        guard tasks > 0 else { return 0 }
        guard let perMinute = pace[stage]?.perMinute, perMinute > 0 else { return nil }
        return Double(tasks) * 60 / perMinute
    }

    /// Seconds until a round has nothing left: stages work side by side, so the
    /// slowest one's. Nil while a stage that has work left does none.
    func seconds(for work: RemainingWork) -> Double? {
        var longest = 0.0
        for stage in Stage.allCases {
            guard let seconds = seconds(stage, for: work[stage]) else { return nil }
            longest = max(longest, seconds)
        }
        return longest
    }
}

extension Forecast {
    /// What is known of one of a job's rounds.
    struct Round {
        let number: Int
        let state: RoundState
        let counts: [StageCount]
        /// How many samples take part; nil while the round before decides that.
        let samples: Int?
    }

    /// What is left of a round; nil where that is not known, as while it waits for
    /// a training or for the hard samples of the round before.
    func work(of round: Round, _ specification: JobSpecification) -> RemainingWork? {
        switch round.state {
        case .closing, .closed, .cancelled, .seeding, .open: break
        case .planned:
            let plan = specification.plan(ofRound: round.number)
            if plan?.train == true, specification.training.mode != .skip { return nil }
        case .training, .awaitingAdapters, .inert: return nil
        }
        guard let samples = round.samples else { return nil }
        return RemainingWork(
            round: round.number, of: specification, samples: samples, counts: round.counts)
    }

    /// Seconds until the last of some rounds is over; nil where one of them can't be said.
    func seconds(for rounds: [Round], _ specification: JobSpecification) -> Double? {
        var sum = 0.0
        for round in rounds where !round.state.isFinal && round.state != .closing {
            guard let work = work(of: round, specification), let seconds = seconds(for: work) else {
                return nil
            }
            sum += seconds
        }
        return sum
    }
}
