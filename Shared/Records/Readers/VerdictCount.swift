/// How the verdicts of a job came out.
package struct VerdictCount: Sendable, Equatable {
    package var passed: Int64 = 0
    package var failed: Int64 = 0
    /// Draws before a verdict that were none.
    package var unreadable: Int64 = 0
    /// The mean share of votes that agree with their verdict; 1 without any.
    package var agreement = 1.0
    /// Failures by the dimension's name; one verdict may fail several.
    package var dimensionsFailed: [String: Int64] = [:]
}
