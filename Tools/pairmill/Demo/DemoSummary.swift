import Contracts

/// What the demo prints at its end.
struct DemoSummary {
    let status: JobStatus
    let report: Report
    let figures: DemoFigures

    var lines: [String] {
        RoundsView(rounds: status.rounds).lines + [""] + ReportView(report: report).lines + [
            "hard left    \(figures.hardLeft) samples",
            "calls        \(figures.calls.map(String.init) ?? "unknown")" + busy,
            "time         \(Duration.seconds(figures.seconds).text)",
            "memory       \(memory)",
            "conservation \(conservation)",
        ]
    }

    private var busy: String {
        figures.slotsBusy.map { ", backend slots busy \(Int(($0 * 100).rounded())) %" } ?? ""
    }

    private var memory: String {
        let parts = figures.peakPSSKiB.sorted { $0.key < $1.key }
        let sum = parts.map(\.value).reduce(0, +)
        let list = parts.map { "\($0.key) \(mebibytes($0.value))" }.joined(separator: ", ")
        return "at most \(mebibytes(sum)) MiB PSS for the services" + (list.isEmpty ? "" : " (\(list))")
    }

    private var conservation: String {
        switch figures.conservationViolations {
        case 0: "holds: no task lost, none there twice"
        case let count?: "VIOLATED by \(count) tasks"
        case nil: "unknown: the Orchestrator did not say"
        }
    }

    private func mebibytes(_ kibibytes: Int) -> Int { (kibibytes + 512) / 1024 }
}
