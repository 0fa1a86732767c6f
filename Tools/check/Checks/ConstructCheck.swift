/// Constructs that trap, block or leak, and marks that promise later work.
struct ConstructCheck: Check {
    /// What is searched in code, and what to do instead.
    static let code: [(text: String, advice: String)] = [
        ("fatal" + "Error(", "throw, or use a precondition where only a defect of ours can get there"),
        ("try" + "!", "handle the error"), ("as" + "!", "use as? and handle the other case"),
        ("Thread" + ".sleep", "wait for a signal or a deadline"),
        ("us" + "leep(", "wait for a signal or a deadline"),
        ("Task" + " {", "use a child task of a group, so that it ends with its parent"),
        ("Task" + ".detached", "use a child task of a group, so that it ends with its parent"),
        ("public" + " ", "use package; nothing here is a library for others"),
    ]

    /// Words that put work off.
    static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

    func findings(in tree: Tree) -> [Finding] {
        tree.files.filter(\.isSwift).flatMap { file -> [Finding] in
            let source = SwiftSource(file.text)
            return Self.marked(source, file.path)
                + source.lines.enumerated().flatMap { index, line in
                    Self.code.filter { Self.contains(line, $0.text) }.map {
                        Finding(path: file.path, line: index + 1, message: "\($0.text): \($0.advice)")
                    }
                }
        }
    }

    /// Whether the text stands in the line and not at the end of a longer word.
    private static func contains(_ line: Substring, _ text: String) -> Bool {
        guard let range = line.firstRange(of: text) else { return false }
        guard range.lowerBound > line.startIndex else { return true }
        let before = line[line.index(before: range.lowerBound)]
        return !before.isLetter && before != "_" && before != "."
    }

    private static func marked(_ source: SwiftSource, _ path: String) -> [Finding] {
        let lines = source.codeAndComments.split(separator: "\n", omittingEmptySubsequences: false)
        var findings: [Finding] = []
        for (index, line) in lines.enumerated() {
            for mark in marks where line.contains(mark) && !line.contains(mark + "(#") {
                let message = "\(mark) without an issue; write \(mark)(#123) or do it"
                findings.append(Finding(path: path, line: index + 1, message: message))
            }
        }
        return findings
    }
}
