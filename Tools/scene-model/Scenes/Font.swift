/// A bitmap font of capital letters, five dots wide and seven high, ours.
///
/// Every letter is one piece (dots touch at least at corners), so that a letter
/// is one connected component of the picture.
enum Font {
    static let width = 5
    static let height = 7
    /// Pixels per dot.
    static let scale = 2
    /// Pixels from one letter's start to the next.
    static let advance = (width + 1) * scale

    /// The dots of one letter.
    struct Glyph: Sendable, Hashable {
        /// One number per row, the leftmost dot in bit 4.
        let rows: [UInt8]
        /// The columns and rows that hold dots.
        let columns: ClosedRange<Int>

        init(_ rows: [UInt8]) {
            self.rows = rows
            let used = rows.reduce(0, |)
            let filled = (0..<Font.width).filter { used >> (Font.width - 1 - $0) & 1 == 1 }
            columns = (filled.first ?? 0)...(filled.last ?? 0)
        }

        /// Whether there is a dot.
        subscript(column: Int, row: Int) -> Bool { rows[row] >> (Font.width - 1 - column) & 1 == 1 }
    }

    static let glyphs: [Character: Glyph] = [
        "A": Glyph([0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
        "B": Glyph([0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110]),
        "C": Glyph([0b01111, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b01111]),
        "D": Glyph([0b11100, 0b10010, 0b10001, 0b10001, 0b10001, 0b10010, 0b11100]),
        "E": Glyph([0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111]),
        "F": Glyph([0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000]),
        "G": Glyph([0b01111, 0b10000, 0b10000, 0b10011, 0b10001, 0b10001, 0b01111]),
        "H": Glyph([0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
        "I": Glyph([0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110]),
        "J": Glyph([0b00001, 0b00001, 0b00001, 0b00001, 0b10001, 0b10001, 0b01110]),
        "K": Glyph([0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001]),
        "L": Glyph([0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111]),
        "M": Glyph([0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001]),
        "N": Glyph([0b10001, 0b11001, 0b11001, 0b10101, 0b10011, 0b10011, 0b10001]),
        "O": Glyph([0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
        "P": Glyph([0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000]),
        "R": Glyph([0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001]),
        "S": Glyph([0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110]),
        "T": Glyph([0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100]),
        "U": Glyph([0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
        "V": Glyph([0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b01010, 0b00100]),
        "W": Glyph([0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001]),
        "X": Glyph([0b10001, 0b01010, 0b01010, 0b00100, 0b01010, 0b01010, 0b10001]),
        "Y": Glyph([0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100]),
        "Z": Glyph([0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111]),
    ]
}
