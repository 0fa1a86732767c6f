import Contracts

/// A report as lines, the numbers people ask for first.
struct ReportView {
    let report: Report

    var lines: [String] {
        [
            "pairs        \(report.rows) of \(report.built) built"
                + list(report.excluded, before: "; left out: "),
            "rounds       " + list(report.rounds),
            "sources      " + list(report.sources),
            "samples      \(samples)",
            "responses    \(responses)",
            "verdicts     \(verdicts)",
            "words        \(lengths)",
        ] + report.warnings.map { "warning: \($0)" }
    }

    private var samples: String {
        let counts = report.samples
        return "\(counts.all) in all, \(counts.withPairs) with pairs, \(counts.allPassed) all passed, "
            + "\(counts.hard) hard, \(counts.incomplete) incomplete"
    }

    private var responses: String {
        let counts = report.responses
        let share = Double(counts.distinct) / Double(max(counts.drawn, 1))
        return "\(counts.drawn) drawn, \(percent(share)) of them different within their sample and round"
    }

    private var verdicts: String {
        let counts = report.verdicts
        return "\(counts.passed) passed, \(counts.failed) failed, \(counts.unreadable) unreadable, "
            + "votes agree \(percent(counts.agreement))"
    }

    private var lengths: String {
        "chosen \(tenths(report.length.chosen.mean)), rejected \(tenths(report.length.rejected.mean)), "
            + "chosen longer in \(percent(report.length.chosenLonger))"
    }

    /// The greatest first; equal ones by name, so that the text is always the same.
    private func list(_ counts: [String: Int64], before: String = "") -> String {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return sorted.isEmpty ? "" : before + sorted.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
