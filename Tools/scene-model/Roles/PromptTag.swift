/// One tag of a section in a prompt, and which tags of its name follow.
struct PromptTag: Sendable, Hashable {
    let section: Prompt.Section
    let closes: Bool
    let start: Int
    let end: Int
    /// Whether it begins a line or follows another tag.
    let startsLine: Bool
    /// The place in the list of the next tag of this name.
    private(set) var next: Int?
    /// The place in the list of the next tag that closes this name.
    private(set) var nextClosing: Int?
}

extension PromptTag {
    /// All tags in order; one pass, whatever the text.
    static func all(in bytes: [UInt8]) -> [PromptTag] {
        var tags: [PromptTag] = []
        var from = bytes.startIndex
        while let start = bytes[from...].firstIndex(of: UInt8(ascii: "<")) {
            let tag = tag(at: start, in: bytes)
            if let tag { tags.append(tag) }
            from = tag?.end ?? start + 1
        }
        link(&tags)
        return tags
    }

    private static let names = Prompt.Section.allCases.flatMap { section in
        [
            (section, false, Array("<\(section.rawValue)>".utf8)),
            (section, true, Array("</\(section.rawValue)>".utf8)),
        ]
    }

    private static func tag(at start: Int, in bytes: [UInt8]) -> PromptTag? {
        let before = start == 0 ? UInt8(ascii: "\n") : bytes[start - 1]
        let startsLine = before == UInt8(ascii: "\n") || before == UInt8(ascii: ">")
        return names.first { bytes[start...].starts(with: $0.2) }.map { section, closes, name in
            PromptTag(
                section: section, closes: closes, start: start, end: start + name.count,
                startsLine: startsLine)
        }
    }

    /// Goes backwards, so that each tag learns what follows it.
    private static func link(_ tags: inout [PromptTag]) {
        var next: [Prompt.Section: Int] = [:]
        var nextClosing: [Prompt.Section: Int] = [:]
        for index in tags.indices.reversed() {
            let section = tags[index].section
            tags[index].next = next[section]
            tags[index].nextClosing = nextClosing[section]
            next[section] = index
            if tags[index].closes { nextClosing[section] = index }
        }
    }
}
