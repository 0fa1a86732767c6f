/// Shows progress: redrawn in place on a terminal, elsewhere as lines when they change.
struct ProgressPrinter {
    /// Elsewhere than on a terminal lines come no more often than this.
    static let pace = Duration.seconds(5)

    let isInteractive: Bool
    let columns: Int
    private var drawn: [String] = []
    private var lastAt: Duration?

    init(isInteractive: Bool, columns: Int) {
        self.isInteractive = isInteractive
        self.columns = columns
    }

    /// The text to write for these lines at a moment; `isLast` leaves nothing out.
    mutating func text(_ lines: [String], at moment: Duration, isLast: Bool = false) -> String {
        isInteractive ? redrawn(lines) : appended(lines, moment, isLast)
    }

    /// Moves up over what was drawn and clears to the end (ECMA-48: CUU, ED).
    private mutating func redrawn(_ lines: [String]) -> String {
        let up = drawn.isEmpty ? "" : "\u{1B}[\(drawn.count)A\u{1B}[J"
        drawn = lines.map { $0.clipped(to: columns) }
        return up + drawn.map { $0 + "\n" }.joined()
    }

    private mutating func appended(_ lines: [String], _ moment: Duration, _ isLast: Bool) -> String {
        if let lastAt, moment - lastAt < Self.pace, !isLast { return "" }
        lastAt = moment
        let changed = lines.filter { !drawn.contains($0) }
        drawn = lines
        return changed.map { $0 + "\n" }.joined()
    }
}
