/// Names a segment's shape by how well each shape covers it.
enum ShapeNaming {
    private static let cells = 12
    /// A lead over the second best shape that leaves no doubt.
    private static let clearLead = 0.12

    private static let templates: [(shape: Shape, grid: [Bool])] = Shape.allCases.map { shape in
        let grid = (0..<cells * cells).map { cell in
            shape.contains(middle(cell % cells), middle(cell / cells))
        }
        return (shape, grid)
    }

    private static func middle(_ index: Int) -> Double { (2 * Double(index) + 1) / Double(cells) - 1 }

    /// The best shape and how sure it is, 0…1.
    static func name(_ segment: Segment, rowLength: Int) -> (shape: Shape, confidence: Double) {
        let grid = segment.grid(columns: cells, rows: cells, rowLength: rowLength)
        let scores = templates.map { (shape: $0.shape, overlap: overlap($0.grid, grid)) }
            .sorted { $0.overlap > $1.overlap }
        return (scores[0].shape, min((scores[0].overlap - scores[1].overlap) / clearLead, 1))
    }

    /// Intersection over union.
    private static func overlap(_ one: [Bool], _ other: [Bool]) -> Double {
        var both = 0
        var either = 0
        for (one, other) in zip(one, other) {
            both += one && other ? 1 : 0
            either += one || other ? 1 : 0
        }
        return either == 0 ? 0 : Double(both) / Double(either)
    }
}
