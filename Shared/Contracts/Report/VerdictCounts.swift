/// How the verdicts of a job came out.
package struct VerdictCounts: Sendable, Codable, Hashable {
    package var passed: Int64
    package var failed: Int64
    /// Draws that were no verdict.
    package var unreadable: Int64
    /// The mean share of votes that agree with their verdict.
    package var agreement: Double

    package init(passed: Int64 = 0, failed: Int64 = 0, unreadable: Int64 = 0, agreement: Double = 1) {
        self.passed = passed
        self.failed = failed
        self.unreadable = unreadable
        self.agreement = agreement
    }
}
