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
        return table.lines
    }
}
