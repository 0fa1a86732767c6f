import Domain

/// A prompt taken apart: its sections in tags, and the prose around them.
///
/// The services own the prompts and write them for real models; here only the
/// tags matter, in any order (PIPELINE §3). Other than `PromptSections`, it allows
/// prose that names tags, and keeps that prose, which tells a verification.
struct Prompt: Sendable, Hashable {
    private(set) var sections: [Section: String] = [:]
    /// What stands outside of all sections.
    private(set) var frame = ""

    enum Section: String, Sendable, Hashable, CaseIterable {
        case instruction, response, feedback, reference
    }

    init(_ text: String) {
        let bytes = Array(text.utf8)
        let tags = PromptTag.all(in: bytes)
        var end = 0
        for (index, tag) in tags.enumerated() where tag.start >= end && !tag.closes {
            guard let closing = Self.closing(of: index, in: tags) else { continue }
            frame += String(decoding: bytes[end..<tag.start], as: UTF8.self)
            // The first section of a name counts; a later one is prose.
            if sections[tag.section] == nil {
                sections[tag.section] = Self.unescaped(bytes[tag.end..<closing.start])
            }
            end = closing.end
        }
        frame += String(decoding: bytes[end...], as: UTF8.self)
    }

    /// The instruction; a prompt without sections is one itself.
    var instruction: String { sections[.instruction] ?? frame }

    /// The tag that ends the section which another opens, nil if that one is prose.
    ///
    /// Prose may name a tag in mid-line; so there another opening before the closing
    /// takes the section over.
    private static func closing(of index: Int, in tags: [PromptTag]) -> PromptTag? {
        let tag = tags[index]
        guard let closing = tag.nextClosing else { return nil }
        return tag.startsLine || tag.next == closing ? tags[closing] : nil
    }

    /// The user's text as it was, without white space at its ends (DECISIONS 12).
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        TagEscape().unescaped(String(decoding: bytes, as: UTF8.self)).trimmed
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
