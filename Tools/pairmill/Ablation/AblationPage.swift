/// `ablation.md`: the figures beside the paper's, and what they do and do not say.
struct AblationPage {
    let results: AblationResults
    let occasion: AblationOccasion

    var text: String {
        let parts = [
            head, ["![Held-out pass rate and hard samples left, by row](ablation.svg)", ""], figures,
            orderings("The paper's orderings", AblationOrdering.paper),
            orderings("What the method promises on the way", AblationOrdering.method), Self.reading, method,
        ]
        return parts.joined().joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let seeds = results.plan.seeds
        let settings = results.plan.settings
        return [
            "# The paper's ablation, on scene-model", "",
            "Measured \(days) on \(occasion.machine), by", "```", occasion.command, "```",
            "Seeds \(seeds.lowerBound) to \(seeds.upperBound); each has \(settings.samples) samples to make "
                + "pairs of and \(settings.heldOut) held-out ones."
                + (settings.changes.isEmpty ? "" : " Changed: `\(settings.changes.joined(separator: " "))`."),
            "Means over seeds with 95 % confidence intervals. Every seed's figures are in "
                + "[ablation.json](ablation.json).", "",
        ]
    }

    private var days: String {
        let days = Set(results.entries.map(\.day)).sorted()
        guard let first = days.first, let last = days.last else { return "never" }
        return first == last ? "on \(first)" : "from \(first) to \(last)"
    }

    private var figures: [String] {
        var table = MarkdownTable(["row", "paper's average"] + AblationMeasure.allCases.map(\.title))
        for row in AblationRow.allCases {
            let cells = AblationMeasure.allCases.map { measure in
                results.interval(of: measure, in: row).map(measure.text) ?? "–"
            }
            table.add(["\(row.words) (`\(row.rawValue)`)", row.paperAverage.text(decimals: 1)] + cells)
        }
        return ["## Figures", ""] + table.lines + leftOut + [""]
    }

    /// Which rounds ran without an adapter that was trained for them.
    private var leftOut: [String] {
        let entries = results.entries.filter { !$0.leftOut.isEmpty }
        guard !entries.isEmpty else { return [] }
        let places = entries.map {
            "`\($0.row.rawValue)` seed \($0.seed): \($0.leftOut.joined(separator: "; "))"
        }
        return [
            "",
            "Adapters whose gate saw too little change, so that their rounds went on without: "
                + places.joined(separator: " · ") + ".",
        ]
    }

    private func orderings(_ title: String, _ orderings: [AblationOrdering]) -> [String] {
        var table = MarkdownTable(["claim", "compared", "paper", "ours", "verdict"], words: 2)
        for finding in results.findings(orderings) {
            let ordering = finding.ordering
            table.add([
                ordering.claim, "\(ordering.measure.title): \(ordering.comparison)",
                ordering.paperDifference.map { "+" + $0.text(decimals: 1) } ?? "–", finding.text,
                "**\(finding.verdict.rawValue)**",
            ])
        }
        return ["## \(title)", ""] + table.lines + [""]
    }
}

extension AblationOrdering {
    fileprivate var comparison: String { "\(more.rawValue) − \(less?.rawValue ?? "0")" }
}
