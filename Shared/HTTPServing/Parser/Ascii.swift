/// The few characters the parser knows by name, and comparisons that need no string.
enum Ascii {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let hash: UInt8 = 0x23
    static let percent: UInt8 = 0x25
    static let asterisk: UInt8 = 0x2A
    static let comma: UInt8 = 0x2C
    static let dash: UInt8 = 0x2D
    static let dot: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let question: UInt8 = 0x3F
    static let backslash: UInt8 = 0x5C

    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    static func contains(_ byte: UInt8, _ characters: StaticString) -> Bool {
        characters.withUTF8Buffer { $0.contains(byte) }
    }

    /// The value of a hexadecimal digit.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension Span<UInt8> {
    /// The part between two offsets without the blanks around it (OWS).
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, Ascii.isBlank(self[lower]) { lower += 1 }
        while lower < upper, Ascii.isBlank(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// Whether a part spells a lower-case word in any case.
    func spells(_ word: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in
            for index in 0..<word.count {
                let byte = self[range.lowerBound + index]
                let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
                if lower != word[index] { return false }
            }
            return true
        }
    }

    /// As `spells`, for a lower-case name known at run time. A literal would choose this one,
    /// hence the label.
    func spells(name: String, in range: Range<Int>) -> Bool {
        guard range.count == name.utf8.count else { return false }
        var index = range.lowerBound
        for letter in name.utf8 {
            let byte = self[index]
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower != letter { return false }
            index += 1
        }
        return true
    }

    /// Whether every byte of a part is of a class; an empty part is.
    func consists(of classes: UInt8, in range: Range<Int>, _ table: [UInt8]) -> Bool {
        for index in range where table[Int(self[index])] & classes == 0 { return false }
        return true
    }

    /// Where the first of a byte is within a part.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }

    /// Passes the elements of a comma-separated list, trimmed; empty ones are skipped
    /// (RFC 9110 §5.6.1.2).
    func forEachElement(
        in range: Range<Int>, _ body: (Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        while start <= range.upperBound {
            let end = firstIndex(of: Ascii.comma, in: start..<range.upperBound) ?? range.upperBound
            let element = trimmed(start..<end)
            if !element.isEmpty { body(element) }
            start = end + 1
        }
    }
}
