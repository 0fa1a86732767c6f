/// Rows in columns, aligned; numbers to the right.
struct Table {
    private var rows: [[String]]

    init(_ heads: String...) { rows = [heads] }

    mutating func add(_ cells: String...) { rows.append(cells) }

    var lines: [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                cell.padded(to: widths[column], right: isNumeric(column))
            }
            return cells.joined(separator: "  ").trimmingTrailingSpaces
        }
    }

    private func isNumeric(_ column: Int) -> Bool {
        rows.dropFirst().allSatisfy { row in
            row.indices.contains(column) && row[column].first?.isNumber == true
                && row[column].allSatisfy { $0.isNumber || " .,%/".contains($0) }
        }
    }
}
