import Contracts
import Domain

/// The rounds of a job as a table.
struct RoundsView {
    let rounds: [RoundStatus]

    var lines: [String] {
        var table = Table(
            "round", "state", "samples", "with pairs", "hard", "incomplete", "pairs", "feedback pairs")
        for round in rounds {
            let yield = round.yield
            table.add(
                "\(round.round)", round.state.rawValue, "\(yield.samples)", "\(yield.withPairs)",
                "\(yield.hard)", "\(yield.incomplete)", "\(yield.pairs)", "\(yield.feedbackPairs)")
        }
        return table.lines + trainings + recoveries
    }

    private var trainings: [String] {
        rounds.flatMap { round in
            round.training.map { "round \(round.round) trained the \(TrainingView(training: $0).summary)" }
        }
    }

    /// How many of the samples a round took over as hard are hard no more.
    private var recoveries: [String] {
        rounds.filter { $0.from == .hard && $0.state == .closed && $0.yield.samples > 0 }.map { round in
            let recovered = round.yield.samples - round.yield.hard - round.yield.incomplete
            return "round \(round.round) recovered \(recovered) of \(round.yield.samples) hard samples"
        }
    }
}
