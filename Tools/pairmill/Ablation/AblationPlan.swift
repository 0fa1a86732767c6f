/// What an ablation measures: every row with every seed.
struct AblationPlan: Sendable, Equatable {
    /// What changes the figures; those kept under other settings are others.
    struct Settings: Sendable, Hashable, Codable {
        /// Samples that pairs are made of.
        var samples: Int
        /// Other samples, which the trained generator answers.
        var heldOut: Int
        /// Changes to the presets' jobs, as `--set` takes them.
        var changes: [String] = []

        enum CodingKeys: String, CodingKey {
            case samples
            case heldOut = "held_out"
            case changes = "set"
        }
    }

    var settings: Settings
    var seeds: ClosedRange<UInt32>

    var steps: [AblationStep] {
        seeds.flatMap { seed in AblationRow.allCases.map { AblationStep(seed: seed, row: $0) } }
    }

    /// The command that measures it, wherever it writes to.
    var command: String {
        let words = [
            "pairmill ablation", "--seeds \(seeds.count)", "--first-seed \(seeds.lowerBound)",
            "--samples \(settings.samples)", "--held-out \(settings.heldOut)",
        ]
        return (words + settings.changes.map { "--set '\($0)'" }).joined(separator: " ")
    }
}

/// One row with one seed.
struct AblationStep: Sendable, Hashable {
    let seed: UInt32
    let row: AblationRow
}
