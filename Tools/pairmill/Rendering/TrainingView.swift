import Contracts
import Domain

/// One role's training as a line.
struct TrainingView {
    let training: TrainingStatus

    /// While it runs: `generator running  step 12 of 30  loss 0.61  margin 0.18  about 40 s left`.
    var progress: String {
        let told = training.progress
        var parts = ["\(training.role.rawValue) \(training.adapter == nil ? state : proving)"]
        if let step = told.step, let total = told.totalSteps, total > 0 {
            parts.append("step \(step) of \(total)")
        }
        if let loss = told.loss { parts.append("loss \(Self.rounded(loss))") }
        if let margin = told.margin { parts.append("margin \(Self.rounded(margin))") }
        if training.state == .running, let eta = told.etaSeconds, eta > 0 {
            parts.append(ProgressView.left(Int64(clamping: Int(min(eta, 1e9).rounded()))))
        }
        if let reason = training.reason { parts.append(reason) }
        return parts.joined(separator: "  ")
    }

    /// Once it is over: what it learnt from, what that did, and whether it acts.
    var summary: String {
        guard let adapter = training.adapter else {
            let reason = training.reason.map { ": \($0)" } ?? ""
            return "\(training.role.rawValue) \(training.state.rawValue)\(reason)"
        }
        var parts = ["\(training.role.rawValue) on \(training.pairs) pairs"]
        if let before = training.progress.marginBefore, let after = training.progress.marginAfter {
            parts.append("margin \(Self.rounded(before)) before, \(Self.rounded(after)) after")
        }
        parts.append(canary(adapter))
        parts.append(adapter.name)
        return parts.joined(separator: "; ")
    }

    private func canary(_ adapter: AdapterStatus) -> String {
        let gates = adapter.canary.sorted { $0.key < $1.key }.map(\.value)
        guard let gate = gates.first else { return "adapter \(adapter.state.rawValue)" }
        let median = gate.median.map { ", median \(Self.rounded($0)) nats" } ?? ""
        let places = gates.count > 1 ? " on each of \(gates.count) backends" : ""
        return
            "canary \(adapter.state.rawValue): \(gate.differing) of \(gate.prompts) answers differ\(median)"
            + places
    }

    private var state: String { training.state.rawValue }

    private var proving: String {
        training.adapter?.state == .new
            ? "adapter is being proven" : "adapter \(training.adapter?.state.rawValue ?? "")"
    }

    /// Two decimals.
    static func rounded(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
}
