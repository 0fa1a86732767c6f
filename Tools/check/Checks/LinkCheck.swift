/// Every relative link of a document leads to a file, and to a heading if it names one.
struct LinkCheck: Check {
    func findings(in tree: Tree) -> [Finding] {
        let documents = tree.files.filter { $0.path.hasSuffix(".md") }
        let headings = Dictionary(uniqueKeysWithValues: documents.map { ($0.path, Self.anchors(of: $0)) })
        return documents.flatMap { document in
            Self.links(of: document).compactMap { line, link in
                Self.problem(link, from: document.path, tree: tree, headings: headings).map {
                    Finding(path: document.path, line: line, message: $0)
                }
            }
        }
    }

    private static func problem(
        _ link: String, from path: String, tree: Tree, headings: [String: Set<String>]
    ) -> String? {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let target = parts[0].isEmpty ? path : resolve(parts[0], from: path)
        let exists = tree.paths.contains(target) || tree.paths.contains { $0.hasPrefix(target + "/") }
        guard exists else { return "the link \(link) leads to no file" }
        guard parts.count == 2, let anchors = headings[target] else { return nil }
        return anchors.contains(parts[1]) ? nil : "the link \(link) leads to no heading"
    }

    /// Relative links with their lines; code spans and fenced blocks are no links.
    static func links(of file: Tree.File) -> [(line: Int, link: String)] {
        proseLines(of: file).flatMap { number, line in
            line.matches(of: /\]\(([^)\s]+)\)/).map { (number, String($0.1)) }.filter { _, link in
                !link.contains("://") && !link.hasPrefix("mailto:")
            }
        }
    }

    /// The anchors of a document's headings, as code hosts derive them.
    static func anchors(of file: Tree.File) -> Set<String> {
        Set(
            proseLines(of: file).filter { $0.line.hasPrefix("#") }.map { _, line in
                line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
                    .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.replacing(" ", with: "-")
            })
    }

    private static func proseLines(of file: Tree.File) -> [(number: Int, line: String)] {
        var fenced = false
        return file.lines.enumerated().compactMap { index, line in
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                fenced.toggle()
                return nil
            }
            return fenced ? nil : (index + 1, String(line.replacing(/`[^`]*`/, with: "")))
        }
    }

    /// `../a/b.md` from `docs/c.md` is `a/b.md`.
    static func resolve(_ link: String, from path: String) -> String {
        var parts = path.split(separator: "/").dropLast()
        for part in link.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
