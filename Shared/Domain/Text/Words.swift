/// The words of a text, as the filters and the length statistics count them (ours).
///
/// A word is what stands between spaces, less the signs at its ends. Chinese and
/// Japanese characters are a word each; Korean is written with spaces.
package struct Words: Sendable {
    package let all: [String]

    package init(of text: String) {
        var words: [String] = []
        var current = String.UnicodeScalarView()
        func flush() {
            if let word = Self.trimmed(current) { words.append(word) }
            current.removeAll()
        }
        for scalar in text.unicodeScalars {
            if Self.isSpace(scalar) {
                flush()
            } else if Self.isWordByItself(scalar) {
                flush()
                words.append(String(scalar))
            } else {
                current.append(scalar)
            }
        }
        flush()
        all = words
    }

    package static func count(in text: String) -> Int { Words(of: text).all.count }

    private static func trimmed(_ scalars: String.UnicodeScalarView) -> String? {
        guard let first = scalars.firstIndex(where: isWordPart),
            let last = scalars.lastIndex(where: isWordPart)
        else { return nil }
        return String(scalars[first...last])
    }

    /// White space in the sense of Unicode, whose table is not asked about ASCII.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.value == 32 || (9...13).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// Letters, their marks, and digits.
    static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return switch scalar.value {
            case 48...57, 65...90, 97...122: true
            default: false
            }
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    private static func isWordByItself(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x31F0...0x31FF,  // Hiragana, Katakana
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3134F:  // Han
            true
        default: false
        }
    }
}
