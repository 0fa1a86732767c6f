/// What is known of a plan's steps, and what is still to be measured.
struct AblationResults: Sendable, Equatable {
    let plan: AblationPlan
    private var known: [AblationStep: AblationEntry] = [:]

    /// Takes those of the entries that are the plan's; of two for one step the later.
    init(_ plan: AblationPlan, among entries: [AblationEntry] = []) {
        self.plan = plan
        entries.forEach { add($0) }
    }

    mutating func add(_ entry: AblationEntry) {
        guard entry.settings == plan.settings, plan.seeds.contains(entry.seed) else { return }
        known[entry.step] = entry
    }

    /// In the order of the plan.
    var entries: [AblationEntry] { plan.steps.compactMap { known[$0] } }

    var remaining: [AblationStep] { plan.steps.filter { known[$0] == nil } }

    /// By seed.
    func values(of measure: AblationMeasure, in row: AblationRow) -> [UInt32: Double] {
        var values: [UInt32: Double] = [:]
        for entry in known.values where entry.row == row { values[entry.seed] = entry.figures[measure] }
        return values
    }

    /// Over the seeds that have it; nil where none has.
    func interval(of measure: AblationMeasure, in row: AblationRow) -> MeanInterval? {
        MeanInterval(values(of: measure, in: row).sorted { $0.key < $1.key }.map(\.value))
    }

    func findings(_ orderings: [AblationOrdering]) -> [OrderingFinding] {
        orderings.map { OrderingFinding($0, in: self) }
    }
}
