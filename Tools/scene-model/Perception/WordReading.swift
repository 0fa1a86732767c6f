/// Reads the printed word: matches each inked segment with the font's letters.
enum WordReading {
    /// A letter must agree with its glyph on this share of dots.
    private static let least = 0.8

    /// The word of the letters it can read, and how sure it is, 0…1; nil below two letters.
    static func read(_ segments: [Segment], rowLength: Int) -> (word: String, confidence: Double)? {
        let letters = segments.sorted { $0.left < $1.left }.map { letter($0, rowLength: rowLength) }
        let word = String(letters.compactMap(\.letter))
        guard word.count > 1 else { return nil }
        let worst = letters.map(\.score).min() ?? 0
        return (word, max(0, min((worst - least) / (0.97 - least), 1)))
    }

    private static func letter(_ segment: Segment, rowLength: Int) -> (letter: Character?, score: Double) {
        let best = Font.glyphs.map { (letter: $0.key, score: score($0.value, segment, rowLength)) }
            .max { ($0.score, $0.letter) < ($1.score, $1.letter) }
        guard let best, best.score >= least else { return (nil, 0) }
        return (best.letter, best.score)
    }

    /// The share of the glyph's dots, set and unset, that the segment agrees with.
    private static func score(_ glyph: Font.Glyph, _ segment: Segment, _ rowLength: Int) -> Double {
        let columns = glyph.columns.count
        guard abs(segment.width - columns * Font.scale) <= 3,
            abs(segment.height - Font.height * Font.scale) <= 4
        else { return 0 }
        let grid = segment.grid(columns: columns, rows: Font.height, rowLength: rowLength)
        let same = grid.indices.count { cell in
            grid[cell] == glyph[glyph.columns.lowerBound + cell % columns, cell / columns]
        }
        return Double(same) / Double(grid.count)
    }
}
