import Contracts
import Records

extension IntakeLine {
    /// What became of a sample that was given to the database.
    init(_ stored: SampleRecords.Stored, line: Int, name: String) {
        self =
            switch stored {
            case .stored(let sample): .stored(line: line, sample: sample)
            case .duplicate(let sample): .duplicate(line: line, sample: sample)
            case .contentTaken(let sample, let name): .duplicateOf(line: line, sample: sample, name: name)
            case .nameTaken(let sample):
                .failed(
                    line: line,
                    IntakeProblem(
                        code: .idConflict,
                        message: "id \"\(name)\" is \(sample) already, with another image or instruction",
                        pointer: "/id"))
            }
    }
}

extension IntakeSummary {
    /// Adds one line's answer.
    mutating func count(_ line: IntakeLine) {
        switch line {
        case .stored: stored += 1
        case .duplicate, .duplicateOf: duplicates += 1
        case .failed: failed += 1
        case .summary: return
        }
        lines += 1
    }
}
