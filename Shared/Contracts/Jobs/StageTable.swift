package import Domain

/// The counts of all three stages.
package struct StageTable: Sendable, Codable, Hashable {
    package var generate: StageCounts
    package var revise: StageCounts
    package var verify: StageCounts

    package init(
        generate: StageCounts = StageCounts(), revise: StageCounts = StageCounts(),
        verify: StageCounts = StageCounts()
    ) {
        self.generate = generate
        self.revise = revise
        self.verify = verify
    }
}

extension StageTable {
    package subscript(stage: Stage) -> StageCounts {
        get {
            switch stage {
            case .generate: generate
            case .revise: revise
            case .verify: verify
            }
        }
        set {
            switch stage {
            case .generate: generate = newValue
            case .revise: revise = newValue
            case .verify: verify = newValue
            }
        }
    }
}
