package import Domain

/// A verdict as it was stored, with the call that made it.
package struct TracedVerdict: Sendable {
    package let passes: Bool
    package let failed: [Verdict.Dimension]
    package let votes: [Vote]
    package let agreement: Double
    package let detail: CallDetail
}
