/// What the ablation prints at its end: a line for each row, one for each ordering.
struct AblationSummary {
    let results: AblationResults

    var lines: [String] {
        var rows = Table("row", "paper", "held-out pass rate, %", "samples with pairs", "hard left")
        for row in AblationRow.allCases {
            let cells = [AblationMeasure.heldOutPassRate, .samplesWithPairs, .hardLeft].map { measure in
                results.interval(of: measure, in: row).map(measure.text) ?? "–"
            }
            rows.add(row.rawValue, row.paperAverage.text(decimals: 1), cells[0], cells[1], cells[2])
        }
        var findings = Table("verdict", "difference", "claim")
        for finding in results.findings(AblationOrdering.paper + AblationOrdering.method) {
            findings.add(finding.verdict.rawValue, finding.text, finding.ordering.claim)
        }
        return rows.lines + [""] + findings.lines
    }
}
