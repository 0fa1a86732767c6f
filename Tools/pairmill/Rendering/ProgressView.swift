import Contracts
import Domain

/// A job's status as lines: the job, one line for each stage, then what needs a look.
struct ProgressView {
    let status: JobStatus

    var lines: [String] {
        [jobLine, roundLine].compactMap(\.self) + trainingLines + stageLines + [pairLine] + notes
    }

    /// The job and where it is.
    var jobLine: String {
        let name = status.name.isEmpty ? "" : " \"\(status.name)\""
        return "\(status.id)\(name)  \(status.state.rawValue)  \(status.samples) samples"
    }

    /// The round that is at work, or the last one that was.
    var roundLine: String? {
        guard let round = current else { return nil }
        let rest = round.reason.map { ": \($0)" } ?? ""
        let left = isRunning ? round.etaSeconds.map { "  \(Self.left($0))" } ?? "" : ""
        return "round \(round.round) of \(status.rounds.count) \(round.state.rawValue)\(rest)\(left)"
    }

    /// What is trained for the round at work, while that is what it waits for.
    var trainingLines: [String] {
        guard let round = current, [.training, .awaitingAdapters, .inert].contains(round.state) else {
            return []
        }
        return round.training.map { "  " + TrainingView(training: $0).progress }
    }

    var stageLines: [String] { Stage.allCases.map(stageLine) }

    var pairLine: String {
        var parts = [
            "pairs \(status.pairs)", "feedback pairs \(status.feedbackPairs)", "hard \(status.hard)",
        ]
        // With one round to go the round's line says the same.
        if let eta = status.etaSeconds, isRunning, eta != current?.etaSeconds {
            parts.append("job \(Self.left(eta))")
        }
        return parts.joined(separator: "  ")
    }

    /// What is wrong, and what to do about it.
    var notes: [String] {
        status.warnings.map { "warning: \($0)" }
            + (status.blocked.map { ["blocked at \($0.stage): \($0.reason)", "  to go on: \($0.remedy)"] }
                ?? [])
    }

    private var isRunning: Bool { status.state == .running }

    private var current: RoundStatus? {
        status.rounds.first { !$0.state.isFinal && $0.state != .planned }
            ?? status.rounds.last { $0.state.isFinal } ?? status.rounds.first
    }

    private func stageLine(_ stage: Stage) -> String {
        let counts = status.stages[stage]
        let waiting = counts.ready + counts.deferred
        let cells = [
            "ready \(waiting)".padded(to: 13), "leased \(counts.leased)".padded(to: 12),
            "done \(counts.done)".padded(to: 12), "dead \(counts.dead)".padded(to: 9),
            rate(counts).padded(to: 10), counts.ready + counts.leased > 0 ? left(counts) : "",
        ]
        return "  \("\(stage)".padded(to: 9))" + cells.joined(separator: " ").trimmingTrailingSpaces
    }

    /// By the second where that is a number to read, else by the minute.
    private func rate(_ counts: StageCounts) -> String {
        guard isRunning, let perMinute = counts.tasksPerMinute, perMinute > 0 else { return "" }
        return perMinute < 120 ? "\(Int(perMinute.rounded(.up)))/min" : "\(Int((perMinute / 60).rounded()))/s"
    }

    private func left(_ counts: StageCounts) -> String {
        isRunning ? counts.etaSeconds.map(Self.left) ?? "" : ""
    }

    /// An estimate has no tenths.
    static func left(_ seconds: Int64) -> String {
        "about \(seconds < 60 ? "\(seconds) s" : Duration.seconds(seconds).text) left"
    }
}
