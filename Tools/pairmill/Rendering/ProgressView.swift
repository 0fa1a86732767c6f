import Contracts
import Domain

/// A job's status as lines: the job, one line for each stage, then what needs a look.
struct ProgressView {
    let status: JobStatus
    var rates = StageRates()

    var lines: [String] { [jobLine, roundLine].compactMap(\.self) + stageLines + [pairLine] + notes }

    /// The job and where it is.
    var jobLine: String {
        let name = status.name.isEmpty ? "" : " \"\(status.name)\""
        return "\(status.id)\(name)  \(status.state.rawValue)  \(status.samples) samples"
    }

    /// The round that is at work, or the last one that was.
    var roundLine: String? {
        guard let round = current else { return nil }
        let rest = round.reason.map { ": \($0)" } ?? ""
        return "round \(round.round) of \(status.rounds.count) \(round.state.rawValue)\(rest)"
    }

    var stageLines: [String] { Stage.allCases.map(stageLine) }

    var pairLine: String {
        var parts = [
            "pairs \(status.pairs)", "feedback pairs \(status.feedbackPairs)", "hard \(status.hard)",
        ]
        if let eta = status.etaSeconds, status.state == .running {
            parts.append("about \(Duration.seconds(eta).text) left")
        }
        return parts.joined(separator: "  ")
    }

    /// What is wrong, and what to do about it.
    var notes: [String] {
        status.warnings.map { "warning: \($0)" }
            + (status.blocked.map { ["blocked at \($0.stage): \($0.reason); \($0.remedy)"] } ?? [])
    }

    private var current: RoundStatus? {
        status.rounds.first { !$0.state.isFinal && $0.state != .planned }
            ?? status.rounds.last { $0.state.isFinal } ?? status.rounds.first
    }

    private func stageLine(_ stage: Stage) -> String {
        let counts = status.stages[stage]
        let waiting = counts.ready + counts.deferred
        let rate = rates[stage].map { "\(Int($0.rounded()))/s" } ?? ""
        let cells = [
            "ready \(waiting)".padded(to: 13), "leased \(counts.leased)".padded(to: 12),
            "done \(counts.done)".padded(to: 12), "dead \(counts.dead)".padded(to: 9), rate,
        ]
        return "  \("\(stage)".padded(to: 9))" + cells.joined(separator: " ").trimmingTrailingSpaces
    }
}
