import Contracts

/// What a person must know of one line of an intake.
struct IntakeView {
    let line: IntakeLine
    /// The number in the file of each line that was sent.
    let numbers: [Int]

    /// Nil for lines that went well.
    var text: String? {
        switch line {
        case .stored, .duplicate, .summary: nil
        case .duplicateOf(let line, _, let name):
            "line \(number(line)): the same image and instruction as \(name); left out"
        case .failed(let line, let problem):
            "line \(number(line)): \(problem.message) [\(problem.code.rawValue)]"
        }
    }

    private func number(_ line: Int) -> Int {
        numbers.indices.contains(line - 1) ? numbers[line - 1] : line
    }
}
