import Contracts
import Domain

/// One pair as lines.
struct PairView {
    let pair: PairRow

    var lines: [String] {
        var lines = [head, "  asked      \(flat(pair.instruction.rawValue))"]
        if let response = pair.response { lines.append("  response   \(flat(response))") }
        lines.append("  chosen     \(side(pair.chosen))")
        lines.append("  rejected   \(side(pair.rejected))")
        return lines
    }

    private var head: String {
        var parts = [pair.id?.description ?? "provisional", pair.kind.rawValue, "round \(pair.round)"]
        parts.append(pair.name)
        if let excluded = pair.excluded { parts.append("excluded: \(excluded)") }
        return parts.joined(separator: "  ")
    }

    private func side(_ side: PairSide) -> String { "\(flat(side.text))  [\(side.source.rawValue)]" }

    /// A pair stays a few lines, whatever its texts hold.
    private func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").clipped(to: 300)
    }
}
