extension TextProfile {
    /// Whether a trainer would take a part of a text for an image or a special token.
    ///
    /// `<image>` breaks LLaMA-Factory's count, a literal `<|image_pad|>` stops TRL
    /// (FORMATS.md §5).
    static func holdsPlaceholder(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        return ["<image>", "<video>", "<audio>"].contains { text.utf8.firstRange(of: $0.utf8) != nil }
            || text.firstMatch(of: /<\|[^|<>\s]+\|>/.matchingSemantics(.unicodeScalar)) != nil
    }
}
