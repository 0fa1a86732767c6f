/// The known word a misspelt one most likely stands for.
///
/// Counts insertions, deletions, replacements and swaps of neighbours (optimal
/// string alignment), whatever the case; more than a third of the letters wrong is
/// no misspelling.
package func nearestSpelling(of word: String, among known: [String]) -> String? {
    let written = Array(word.lowercased().prefix(64))
    let ranked = known.map { (word: $0, distance: spellingDistance(written, Array($0.lowercased()))) }
    guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
    return best.distance <= max(1, best.word.count / 3) ? best.word : nil
}

private func spellingDistance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
        var row = [i + 1]
        for j in 0..<right.count {
            let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
            var best = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                best = min(best, rows[i - 1][j - 1] + 1)
            }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[left.count][right.count]
}
