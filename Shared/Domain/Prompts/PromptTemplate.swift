package import Digests

/// A prompt with slots, `{{instruction}}`-like, for texts that are not ours.
///
/// A text that fills a slot is data: it is never searched for slots, and it
/// can't close a tag that the template uses (`TagEscape`, DECISIONS 12).
package struct PromptTemplate: Sendable, Hashable {
    package let text: String
    /// Names the template in responses and exports: SHA-256 of its text.
    package let hash: SHA256Digest
    private let segments: [Segment]
    private let escape: TagEscape

    private enum Segment: Sendable, Hashable {
        case literal(Substring)
        case slot(PromptSection)
    }

    /// Reads a template that must hold exactly the slots of its kind.
    package init(_ text: String, for kind: PromptKind) throws(PromptTemplateError) {
        self.text = text
        hash = SHA256Digest(of: text.utf8)
        escape = TagEscape(closing: text)
        segments = try Self.segments(of: text, allowed: kind.slots)
        let present = Set(segments.compactMap { if case .slot(let slot) = $0 { slot } else { nil } })
        if let missing = PromptSection.allCases.first(where: {
            kind.slots.contains($0) && !present.contains($0)
        }) {
            throw .missingSlot(missing.rawValue)
        }
    }

    /// The prompt with its slots filled; a slot without a value stays empty.
    package func filled(_ values: [PromptSection: String]) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let text): String(text)
            case .slot(let slot): escape.escaped(values[slot] ?? "")
            }
        }.joined()
    }

    private static func segments(
        of text: String, allowed: Set<PromptSection>
    ) throws(PromptTemplateError) -> [Segment] {
        var segments: [Segment] = []
        var rest = text[...]
        while let opening = rest.firstRange(of: "{{") {
            segments.append(.literal(rest[..<opening.lowerBound]))
            let inside = rest[opening.upperBound...]
            guard let closing = inside.firstRange(of: "}}") else { throw .unclosedSlot }
            segments.append(.slot(try slot(named: inside[..<closing.lowerBound], allowed: allowed)))
            rest = inside[closing.upperBound...]
        }
        return segments + [.literal(rest)]
    }

    private static func slot(
        named name: Substring, allowed: Set<PromptSection>
    ) throws(PromptTemplateError) -> PromptSection {
        guard let slot = PromptSection(rawValue: String(name)), allowed.contains(slot) else {
            throw .unknownSlot(String(name.prefix(40)), allowed: allowed.map(\.rawValue).sorted())
        }
        return slot
    }
}
