@testable import pairmill

/// Made-up results: every row of every seed, its figures given by a rule.
enum AblationFixtures {
    static func plan(seeds: ClosedRange<UInt32> = 1...3) -> AblationPlan {
        AblationPlan(settings: AblationPlan.Settings(samples: 20, heldOut: 10), seeds: seeds)
    }

    static func entry(
        _ row: AblationRow, seed: UInt32, _ figures: AblationFigures, plan: AblationPlan = plan(),
        leftOut: [String] = []
    ) -> AblationEntry {
        AblationEntry(
            settings: plan.settings, seed: seed, row: row, figures: figures, leftOut: leftOut, seconds: 2,
            day: "2026-11-27")
    }

    /// One row, its held-out pass rates by seed.
    static func entries(_ row: AblationRow, _ rates: [Double]) -> [AblationEntry] {
        rates.enumerated().map { entry(row, seed: UInt32($0 + 1), [.heldOutPassRate: $1]) }
    }

    /// All rows with all measures, each row a little above the one before.
    static func whole(plan: AblationPlan = plan()) -> AblationResults {
        AblationResults(
            plan,
            among: plan.steps.map { step in
                let place = Double(AblationRow.allCases.firstIndex(of: step.row) ?? 0)
                let rate = 0.5 + 0.05 * place + 0.001 * Double(step.seed)
                guard step.row != .base else {
                    return entry(.base, seed: step.seed, [.heldOutPassRate: rate])
                }
                return entry(
                    step.row, seed: step.seed,
                    [
                        .heldOutPassRate: rate, .samplesWithPairs: 10 + place, .pairs: 20 + place,
                        .hardLeft: 6 - place, .passRate: 0.4,
                    ])
            })
    }
}
