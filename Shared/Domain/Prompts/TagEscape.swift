/// Keeps somebody's text from closing a tag of the prompt it stands in.
///
/// A closing tag gets U+200B after its `</`, one more if it has some already,
/// and reading takes one out again; so every text comes back as it was.
package struct TagEscape: Sendable, Hashable {
    private let names: Set<String>

    /// Guards the tags of all sections.
    package init() { names = Set(PromptSection.allCases.map(\.rawValue)) }

    /// Guards the tags of all sections, and those a template closes itself.
    package init(closing template: String) {
        let closed = template.matches(
            of: /<\/([A-Za-z][A-Za-z0-9_-]*)\s*>/.matchingSemantics(.unicodeScalar)
        ).map { $0.1.lowercased() }
        names = Set(PromptSection.allCases.map(\.rawValue)).union(closed)
    }

    /// The text with its closing tags made harmless.
    package func escaped(_ text: String) -> String {
        rewrite(text) { marks in marks + 1 }
    }

    /// The text as it was before `escaped`.
    package func unescaped(_ text: String) -> String {
        rewrite(text) { marks in max(0, marks - 1) }
    }

    /// Changes how many U+200B stand between each `</` and a guarded name.
    private func rewrite(_ text: String, marks change: (Int) -> Int) -> String {
        guard text.utf8.firstRange(of: "</".utf8) != nil else { return text }
        let scalars = text.unicodeScalars
        var result = String.UnicodeScalarView()
        var index = scalars.startIndex
        var previous: Unicode.Scalar?
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let closes = scalar == "/" && previous == "<"
            result.append(scalar)
            previous = scalar
            index = scalars.index(after: index)
            guard closes else { continue }
            let name = scalars[index...].drop { $0 == Self.mark }
            let marks = scalars.distance(from: index, to: name.startIndex)
            // One by one: appending a sequence may copy the whole text each time.
            for _ in 0..<(startsWithGuardedName(name) ? change(marks) : marks) { result.append(Self.mark) }
            index = name.startIndex
        }
        return String(result)
    }

    private func startsWithGuardedName(_ text: Substring.UnicodeScalarView) -> Bool {
        let name = text.prefix {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
        }
        return names.contains(String(name).lowercased())
    }

    private static let mark: Unicode.Scalar = "\u{200B}"
}
