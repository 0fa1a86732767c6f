/// How a verdict is drawn.
package struct VerificationPlan: Sendable, Hashable {
    /// Votes of one verdict; the majority decides and a tie fails.
    package var votes = 1
    package var parameters = SamplingParameters(temperature: 0, topP: 1, maxTokens: 512)

    package init() {}
}
