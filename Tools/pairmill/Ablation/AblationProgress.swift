/// A line for each step that is measured.
struct AblationProgress {
    let steps: Int
    private var done = 0
    private var seconds = 0.0

    init(steps: Int) { self.steps = steps }

    /// Takes note of a step and says how it went, and how long the rest may take.
    mutating func line(after entry: AblationEntry) -> String {
        done += 1
        seconds += entry.seconds
        var parts = [
            "\(done)/\(steps)".padded(to: 6), "seed \(entry.seed)", entry.row.rawValue.padded(to: 18),
            Duration.seconds(entry.seconds).text.padded(to: 11),
        ]
        parts += AblationMeasure.allCases.compactMap { measure in
            entry.figures[measure].map { "\(measure.title) \(measure.text($0))" }
        }
        if !entry.leftOut.isEmpty { parts.append("left out: \(entry.leftOut.joined(separator: "; "))") }
        let left = seconds / Double(done) * Double(steps - done)
        if done < steps { parts.append("about \(Duration.seconds(left.rounded()).text) left") }
        return parts.joined(separator: "  ")
    }
}
