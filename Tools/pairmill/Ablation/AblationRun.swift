import Contracts
import Foundation

/// The ablation against a running cluster: what is not known yet, step by step.
struct AblationRun: Sendable {
    let address: String
    /// Where scenes are drawn, and figures kept.
    let folder: String
    let ledger: FiguresLedger

    /// Measures the remaining steps, keeps each one's figures, and returns all there are.
    func run(_ known: AblationResults) async throws -> AblationResults {
        let client = try OrchestratorClient(
            address: address, key: ProcessInfo.processInfo.environment["PAIRMILL_API_KEY"])
        try await AblationJobs(client: client).cancelEarlier()
        let measuring = RowMeasuring(client: client, changes: known.plan.settings.changes)
        var results = known
        var progress = AblationProgress(steps: known.remaining.count)
        for (seed, steps) in Self.bySeed(known.remaining) {
            let scenes = try await AblationScenes.draw(known.plan.settings, seed: seed, into: folder)
            for step in steps {
                let start = ContinuousClock.now
                let measured = try await measuring.measure(step, on: scenes)
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                let entry = AblationEntry(
                    settings: known.plan.settings, seed: step.seed, row: step.row,
                    figures: measured.figures, leftOut: measured.leftOut,
                    seconds: (seconds * 10).rounded() / 10, day: Self.today())
                try ledger.keep(entry)
                results.add(entry)
                Terminal.note(progress.line(after: entry))
            }
        }
        return results
    }

    /// Such as 2026-11-27, in UTC.
    private static func today() -> String {
        let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
        return String(now.description.prefix(10))
    }

    /// Steps of one seed share their scenes.
    private static func bySeed(_ steps: [AblationStep]) -> [(key: UInt32, value: [AblationStep])] {
        Dictionary(grouping: steps, by: \.seed).sorted { $0.key < $1.key }
    }
}
