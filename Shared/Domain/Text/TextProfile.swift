import Foundation

/// A text with what the filters of pairs ask of it, worked out once (FORMATS.md §5).
package struct TextProfile: Sendable {
    package let text: String
    /// After NFKC and case folding, with spaces collapsed.
    package let normalised: String
    /// The normalised words, in their order; see `Words`.
    package let words: [String]
    /// Whether it loops, is mostly signs, or holds no word.
    package let isDegenerate: Bool
    /// Whether a trainer would take a part of it for an image or a special token.
    package let holdsPlaceholder: Bool
    private let grams: Set<ArraySlice<String>>

    package init(_ text: String) {
        self.text = text
        normalised = Self.normalised(text)
        words = Words(of: normalised).all
        isDegenerate = Self.isDegenerate(text, words: words)
        holdsPlaceholder = Self.holdsPlaceholder(text)
        grams = Self.grams(of: words)
    }

    /// How many words a 10-gram has.
    package static let gramLength = 10

    /// The Jaccard index of both texts' word 10-grams; nil where a text is shorter than one.
    package func similarity(to other: TextProfile) -> Double? {
        guard !grams.isEmpty, !other.grams.isEmpty else { return nil }
        let shared = grams.intersection(other.grams).count
        return Double(shared) / Double(grams.count + other.grams.count - shared)
    }

    /// Whether all words of the text stand together in the other (ours: `3` is no part of `13`).
    package func isContained(in other: TextProfile) -> Bool {
        guard !words.isEmpty, words.count <= other.words.count else { return false }
        return (0...(other.words.count - words.count)).contains { start in
            other.words[start..<(start + words.count)].elementsEqual(words)
        }
    }

    private static func normalised(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.lowercased()
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func grams(of words: [String]) -> Set<ArraySlice<String>> {
        guard words.count >= gramLength else { return [] }
        return Set((0...(words.count - gramLength)).map { words[$0..<($0 + gramLength)] })
    }
}
