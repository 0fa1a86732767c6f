/// A prompt taken apart: its sections in tags, and the prose around them.
///
/// The services own the prompts and write them for real models; here only the
/// tags matter, in any order (PIPELINE §3).
struct Prompt: Sendable, Hashable {
    private(set) var sections: [Section: String] = [:]
    /// What stands outside of all sections.
    private(set) var frame = ""

    enum Section: String, Sendable, Hashable, CaseIterable {
        case instruction, response, feedback, reference
    }

    init(_ text: String) {
        var rest = text[...]
        while let found = Self.firstSection(of: rest) {
            frame += rest[..<found.start]
            // The first section of a name counts; a later one is prose.
            if sections[found.section] == nil { sections[found.section] = found.content }
            rest = rest[found.end...]
        }
        frame += rest
    }

    /// The instruction; a prompt without sections is one itself.
    var instruction: String { sections[.instruction] ?? frame }
}

extension Prompt {
    private struct Found {
        let section: Section
        let start: String.Index
        let end: String.Index
        let content: String
    }

    /// The section that opens first, at the start of a line and closed later.
    ///
    /// Prose may name a tag in mid-line, and user text can't close one: its closing
    /// tags hold U+200B (DECISIONS 12), which is taken out here.
    private static func firstSection(of text: Substring) -> Found? {
        Section.allCases.compactMap { find($0, in: text) }.min { $0.start < $1.start }
    }

    private static func find(_ section: Section, in text: Substring) -> Found? {
        let opening = "<\(section.rawValue)>"
        var from = text.startIndex
        while let open = text[from...].firstRange(of: opening) {
            if startsLine(open.lowerBound, in: text),
                let close = text[open.upperBound...].firstRange(of: "</\(section.rawValue)>")
            {
                let content = text[open.upperBound..<close.lowerBound].replacing("\u{200B}", with: "")
                return Found(
                    section: section, start: open.lowerBound, end: close.upperBound,
                    content: content.trimmed)
            }
            from = open.upperBound
        }
        return nil
    }

    private static func startsLine(_ index: String.Index, in text: Substring) -> Bool {
        index == text.startIndex || text[text.index(before: index)].isWhitespace
            || text[text.index(before: index)] == ">"
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
