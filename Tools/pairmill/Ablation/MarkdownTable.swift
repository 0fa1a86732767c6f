/// Rows in columns as Markdown: the first columns hold words, the others numbers, to the right.
struct MarkdownTable {
    private let words: Int
    private var rows: [[String]]

    init(_ heads: [String], words: Int = 1) {
        self.words = words
        rows = [heads]
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var lines: [String] {
        guard let heads = rows.first else { return [] }
        let rule = heads.indices.map { $0 < words ? "---" : "---:" }
        return ([heads, rule] + rows.dropFirst()).map { cells in
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }
    }
}
