/// The sections of a prompt, read back from its text.
///
/// For a backend that must tell what it is asked, and for tests. Tags are read
/// from the start, so one section can hold the opening tag of another.
package struct PromptSections: Sendable, Hashable {
    package let texts: [PromptSection: String]

    package init(parsing prompt: String) {
        var texts: [PromptSection: String] = [:]
        var rest = prompt[...]
        while let (section, inside) = Self.nextOpening(in: rest) {
            guard let closing = inside.firstRange(of: "</\(section.rawValue)>") else { break }
            let text = Self.withoutFrame(inside[..<closing.lowerBound])
            if texts[section] == nil { texts[section] = TagEscape().unescaped(text) }
            rest = inside[closing.upperBound...]
        }
        self.texts = texts
    }

    package subscript(section: PromptSection) -> String? { texts[section] }

    /// The first tag that opens a section, and what follows it.
    private static func nextOpening(in text: Substring) -> (PromptSection, Substring)? {
        let found = PromptSection.allCases.compactMap { section in
            text.firstRange(of: "<\(section.rawValue)>").map { (section, $0) }
        }
        return found.min { $0.1.lowerBound < $1.1.lowerBound }.map { ($0.0, text[$0.1.upperBound...]) }
    }

    /// Takes off the one line break a template puts before and after a slot.
    private static func withoutFrame(_ text: Substring) -> String {
        var text = text
        if text.first == "\n" { text = text.dropFirst() }
        if text.last == "\n" { text = text.dropLast() }
        return String(text)
    }
}
