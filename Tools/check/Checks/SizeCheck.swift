/// Caps on files and functions: at a cap, split by topic.
struct SizeCheck: Check {
    static let sourceLines = 250
    static let testLines = 350
    static let functionLines = 40
    static let readmeLines = 80
    /// The manifest must be one file.
    static let manifestLines = 350

    func findings(in tree: Tree) -> [Finding] {
        tree.files.flatMap { file -> [Finding] in
            [wholeFile(file)].compactMap { $0 } + (file.isSwift ? functions(of: file) : [])
        }
    }

    private func wholeFile(_ file: Tree.File) -> Finding? {
        let cap: Int
        switch file {
        case _ where file.path == "README.md": cap = Self.readmeLines
        case _ where file.path == "Package.swift": cap = Self.manifestLines
        case _ where file.isSwift: cap = file.isTest ? Self.testLines : Self.sourceLines
        default: return nil
        }
        let count = file.lines.count - 1
        return count > cap
            ? Finding(
                path: file.path, line: 0, message: "has \(count) lines, the cap is \(cap); split it by topic")
            : nil
    }

    private func functions(of file: Tree.File) -> [Finding] {
        FunctionLengths.measure(SwiftSource(file.text).code).compactMap { line, length in
            guard length > Self.functionLines else { return nil }
            return Finding(
                path: file.path, line: line,
                message: "a function of \(length) lines, the cap is \(Self.functionLines); name its steps")
        }
    }
}
