/// Names that say nothing are refused, for types, files and folders.
struct NameCheck: Check {
    /// Refused wherever they stand in a name.
    static let anywhere: Set<String> = [
        "Common", "Helper", "Helpers", "Impl", "Manager", "Misc", "Util", "Utils", "Utilities",
    ]
    /// Refused as the last word of a name.
    static let last: Set<String> = ["Base", "Data", "Info", "V2"]

    func findings(in tree: Tree) -> [Finding] {
        tree.files.filter(\.isSwift).flatMap { file in pathFindings(file) + typeFindings(file) }
            + tree.paths.filter { $0.contains(" ") }.map {
                Finding(path: $0, line: 0, message: "has a space in its path")
            }
    }

    private func pathFindings(_ file: Tree.File) -> [Finding] {
        file.path.split(separator: "/").compactMap { part in
            Self.problem(with: String(part).replacing(".swift", with: "")).map {
                Finding(path: file.path, line: 0, message: $0)
            }
        }
    }

    private func typeFindings(_ file: Tree.File) -> [Finding] {
        SwiftSource(file.text).lines.enumerated().flatMap { index, line -> [Finding] in
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            return zip(words, words.dropFirst()).compactMap { keyword, name in
                guard ["struct", "class", "enum", "actor", "protocol", "typealias"].contains(keyword),
                    name.first?.isUppercase == true, let problem = Self.problem(with: String(name))
                else { return nil }
                return Finding(path: file.path, line: index + 1, message: problem)
            }
        }
    }

    /// What is wrong with a name of camel-case words.
    static func problem(with name: String) -> String? {
        let words = camelCaseWords(name)
        if let word = words.first(where: anywhere.contains) {
            return "\(name): \"\(word)\" says nothing; name what it is"
        }
        if let word = words.last, last.contains(word) || words.first == "New" {
            return "\(name): \"\(words.first == "New" ? "New" : word)\" says nothing; name what it is"
        }
        return nil
    }

    private static func camelCaseWords(_ name: String) -> [String] {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(character)
        }
        return words.map { $0.filter { $0.isLetter || $0.isNumber } }
    }
}
