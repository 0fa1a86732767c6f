/// `ablation.svg`: what each row is worth on held-out samples, and what it leaves hard.
struct AblationPlot {
    let results: AblationResults

    private static let top = 64.0
    private static let width = 1040

    var svg: String {
        let rows = AblationRow.allCases
        let height = Self.top + IntervalPanel.lineHeight * Double(rows.count) + 62
        var drawing = SVGDrawing(
            width: Self.width, height: Int(height),
            title: "Held-out pass rate and hard samples left, for each row of the ablation")
        for (index, row) in rows.enumerated() {
            let y = Self.top + IntervalPanel.lineHeight * (Double(index) + 0.5)
            drawing.text(row.words, at: (286, y - 2), .end)
            drawing.text(row.rawValue, at: (286, y + 12), .end, size: 10)
        }
        for panel in Self.panels { panel.draw(results, rows: rows, top: Self.top, into: &drawing) }
        drawing.text(note, at: (300, height - 12), size: 11)
        return drawing.svg
    }

    private static let panels = [
        IntervalPanel(
            measure: .heldOutPassRate, title: "Held-out pass rate, %", ink: .blue, span: 310...560),
        IntervalPanel(
            measure: .hardLeft, title: "Samples left hard", ink: .orange, span: 700...920),
    ]

    private var note: String {
        let seeds = results.plan.seeds.count
        return "scene-model, \(results.plan.settings.samples) samples a seed, \(seeds) "
            + (seeds == 1 ? "seed" : "seeds: each a pale dot; means with 95 % confidence intervals")
    }
}
