/// What was done to a cluster, and what it cost.
package struct FaultLedger: Sendable {
    package private(set) var injected: [Fault: Int] = [:]
    /// Strokes that could not be carried out, with the reason.
    package private(set) var skipped: [Fault: String] = [:]
    /// How often the books were looked at, and what was wrong with them.
    package var looks = 0
    package var violations: [String] = []
    /// Results stored, and tasks that were taken back from processes that were lost.
    package var tasks: Int64 = 0
    package var lost: Int64 = 0
    /// Tasks that died, and were brought back by hand.
    package var redriven: Int64 = 0
    package var pairs = 0

    package init() {}

    package var strokes: Int { injected.values.reduce(0, +) }
    /// The share of tasks that was done again.
    package var repeated: Double { tasks == 0 ? 0 : Double(lost) / Double(tasks) }

    package mutating func note(_ fault: Fault) { injected[fault, default: 0] += 1 }

    package mutating func skip(_ fault: Fault, because reason: String) { skipped[fault] = reason }

    /// A line for each thing, for people.
    package var lines: [String] {
        var lines = injected.sorted { $0.key.rawValue < $1.key.rawValue }.map { fault, count in
            "\(fault.rawValue.padded(to: 18))\(String(count).leading(to: 8))"
        }
        lines += skipped.sorted { $0.key.rawValue < $1.key.rawValue }.map { fault, reason in
            "\(fault.rawValue.padded(to: 18)) skipped: \(reason)"
        }
        let share = Double(Int(repeated * 1_000_000)) / 10_000
        lines += [
            "faults            \(String(strokes).leading(to: 8))",
            "tasks             \(String(tasks).leading(to: 8))",
            "done again        \(String(lost).leading(to: 8))  \(share) %",
            "redriven          \(String(redriven).leading(to: 8))",
            "pairs             \(String(pairs).leading(to: 8))",
            "looks at the books\(String(looks).leading(to: 8))",
            "violations        \(String(violations.count).leading(to: 8))",
        ]
        return lines + violations.prefix(20).map { "  \($0)" }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    fileprivate func leading(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
