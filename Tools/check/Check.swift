/// One house rule, or a few of one kind.
protocol Check {
    func findings(in tree: Tree) -> [Finding]
}

/// A place that breaks a rule, and what to do about it.
struct Finding: Comparable, CustomStringConvertible {
    let path: String
    /// 1-based; 0 when the finding is about the whole file.
    let line: Int
    let message: String

    var description: String { line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)" }

    static func < (left: Finding, right: Finding) -> Bool {
        (left.path, left.line, left.message) < (right.path, right.line, right.message)
    }
}
