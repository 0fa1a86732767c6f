import Domain

/// Makes image placeholders and special tokens harmless, where the job asks for that (FORMATS.md §5).
struct PlaceholderEscape: Sendable {
    private let isOn: Bool

    init(_ rules: PairFilterRules) {
        isOn = rules.placeholder.on && rules.placeholder.action == .escape
    }

    /// The text with U+200B after each `<` that begins one.
    func escaped(_ text: String) -> String {
        guard isOn, text.utf8.contains(UInt8(ascii: "<")) else { return text }
        let placeholder = /<(?=(?:image|video|audio)>|\|[^|<>\s]+\|>)/.matchingSemantics(.unicodeScalar)
        return text.replacing(placeholder, with: "<\u{200B}")
    }
}
