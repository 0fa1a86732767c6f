/// The sections of a prompt, read back from its text.
///
/// For a backend that must tell what it is asked, and for tests. Tags are read
/// from the start, so one section can hold the opening tag of another.
package struct PromptSections: Sendable, Hashable {
    package let texts: [PromptSection: String]

    package init(parsing prompt: String) {
        var texts: [PromptSection: String] = [:]
        var rest = prompt.utf8[...]
        while let (section, inside) = Self.nextOpening(in: rest) {
            guard let closing = inside.firstRange(of: "</\(section.rawValue)>".utf8) else { break }
            let text = Self.withoutFrame(inside[..<closing.lowerBound])
            if texts[section] == nil { texts[section] = TagEscape().unescaped(text) }
            rest = inside[closing.upperBound...]
        }
        self.texts = texts
    }

    package subscript(section: PromptSection) -> String? { texts[section] }

    /// The first tag that opens a section, and what follows it.
    ///
    /// Bytes are compared, for a mark that combines with a tag's `>` would hide it.
    private static func nextOpening(
        in text: Substring.UTF8View
    ) -> (PromptSection, Substring.UTF8View)? {
        let found = PromptSection.allCases.compactMap { section in
            text.firstRange(of: "<\(section.rawValue)>".utf8).map { (section, $0) }
        }
        return found.min { $0.1.lowerBound < $1.1.lowerBound }.map { ($0.0, text[$0.1.upperBound...]) }
    }

    /// Takes off the one line break a template puts before and after a slot.
    private static func withoutFrame(_ text: Substring.UTF8View) -> String {
        var text = text
        if text.first == UInt8(ascii: "\n") { text = text.dropFirst() }
        if text.last == UInt8(ascii: "\n") { text = text.dropLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
