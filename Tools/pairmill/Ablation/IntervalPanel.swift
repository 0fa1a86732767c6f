/// One measure, a line of the drawing for each row: seeds as dots, their mean with its interval.
struct IntervalPanel {
    let measure: AblationMeasure
    let title: String
    let ink: SVGDrawing.Ink
    /// The axis, from its left end to its right one; values as text stand right of it.
    let span: ClosedRange<Double>

    static let lineHeight = 34.0
    private static let cap = 5.0

    func draw(_ results: AblationResults, rows: [AblationRow], top: Double, into drawing: inout SVGDrawing) {
        let scale = AxisScale(covering: values(results, rows), span: span)
        let bottom = top + Self.lineHeight * Double(rows.count)
        drawing.text(title, at: (span.lowerBound, top - 14), size: 13, isBold: true)
        drawAxis(scale, from: top, to: bottom, into: &drawing)
        for (index, row) in rows.enumerated() {
            let y = top + Self.lineHeight * (Double(index) + 0.5)
            draw(row, results, scale, y: y, into: &drawing)
        }
    }

    /// What the axis must cover: every seed, and every interval's ends.
    private func values(_ results: AblationResults, _ rows: [AblationRow]) -> [Double] {
        rows.flatMap { row in
            let interval = results.interval(of: measure, in: row)
            let ends = interval.map(Self.ends) ?? []
            return (results.values(of: measure, in: row).values.sorted() + ends).map { $0 * measure.scale }
        }
    }

    /// Shares and counts end at zero, also where their intervals do not.
    private static func ends(of interval: MeanInterval) -> [Double] {
        [max(0, interval.range.lowerBound), interval.range.upperBound]
    }

    private func drawAxis(
        _ scale: AxisScale, from top: Double, to bottom: Double, into drawing: inout SVGDrawing
    ) {
        for tick in scale.ticks {
            let x = scale.place(of: tick)
            drawing.line(from: (x, top), to: (x, bottom), .text, opacity: 0.3)
            drawing.text(tick.text(decimals: scale.decimals), at: (x, bottom + 18), .middle, size: 11)
        }
    }

    private func draw(
        _ row: AblationRow, _ results: AblationResults, _ scale: AxisScale, y: Double,
        into drawing: inout SVGDrawing
    ) {
        let beside = span.upperBound + 14
        guard let interval = results.interval(of: measure, in: row) else {
            return drawing.text("–", at: (beside, y + 4))
        }
        for (_, value) in results.values(of: measure, in: row).sorted(by: { $0.key < $1.key }) {
            drawing.circle(
                at: (scale.place(of: value * measure.scale), y), radius: 3, ink, opacity: 0.35)
        }
        let ends = Self.ends(of: interval).map { scale.place(of: $0 * measure.scale) }
        drawing.line(from: (ends[0], y), to: (ends[1], y), ink, width: 2)
        for x in ends { drawing.line(from: (x, y - Self.cap), to: (x, y + Self.cap), ink, width: 2) }
        drawing.circle(at: (scale.place(of: interval.mean * measure.scale), y), radius: 5, ink)
        drawing.text(measure.text(interval), at: (beside, y + 4))
    }
}
