/// A prompt taken apart: its sections in tags, and the prose around them.
///
/// The services own the prompts and write them for real models; here only the
/// tags matter, in any order (PIPELINE §3). Works on bytes, once through.
struct Prompt: Sendable, Hashable {
    private(set) var sections: [Section: String] = [:]
    /// What stands outside of all sections.
    private(set) var frame = ""

    enum Section: String, Sendable, Hashable, CaseIterable {
        case instruction, response, feedback, reference

        fileprivate var opening: [UInt8] { Array("<\(rawValue)>".utf8) }
        fileprivate var closing: [UInt8] { Array("</\(rawValue)>".utf8) }
    }

    init(_ text: String) {
        var rest = Array(text.utf8)[...]
        while let found = Self.firstSection(of: rest) {
            frame += String(decoding: rest[..<found.start], as: UTF8.self)
            // The first section of a name counts; a later one is prose.
            if sections[found.section] == nil { sections[found.section] = found.content }
            rest = rest[found.end...]
        }
        frame += String(decoding: rest, as: UTF8.self)
    }

    /// The instruction; a prompt without sections is one itself.
    var instruction: String { sections[.instruction] ?? frame }
}

extension Prompt {
    private struct Found {
        let section: Section
        let start: Int
        let end: Int
        let content: String
    }

    private static let tags = Section.allCases.map { ($0, opening: $0.opening, closing: $0.closing) }

    /// The section that opens first: at the start of a line, because prose may name a
    /// tag in mid-line, or in mid-line if it is closed before another opening.
    private static func firstSection(of text: ArraySlice<UInt8>) -> Found? {
        var next = text.firstIndex(of: UInt8(ascii: "<"))
        while let start = next {
            for (section, opening, closing) in tags where text[start...].starts(with: opening) {
                let inside = text[(start + opening.count)...]
                guard let close = inside.start(of: closing) else { continue }
                if !text.startsLine(at: start), inside[..<close].start(of: opening) != nil { continue }
                return Found(
                    section: section, start: start, end: close + closing.count,
                    content: inside[..<close].unescaped)
            }
            next = text[(start + 1)...].firstIndex(of: UInt8(ascii: "<"))
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    fileprivate func start(of tag: [UInt8]) -> Int? {
        var next = firstIndex(of: tag[0])
        while let start = next, !self[start...].starts(with: tag) {
            next = self[(start + 1)...].firstIndex(of: tag[0])
        }
        return next
    }

    /// Whether a tag here begins a line, or follows another tag.
    fileprivate func startsLine(at index: Int) -> Bool {
        index == startIndex || self[index - 1] == UInt8(ascii: "\n") || self[index - 1] == UInt8(ascii: ">")
    }

    /// The text without white space at its ends and without U+200B, by which user
    /// text is kept from closing a section (DECISIONS 12).
    fileprivate var unescaped: String {
        let text = String(decoding: self, as: UTF8.self)
        return (text.utf8.contains(0xE2) ? String(text.unicodeScalars.filter { $0 != "\u{200B}" }) : text).trimmed
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
