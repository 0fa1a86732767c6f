/// Which responses are revised, how often, and how feedback and refinement are drawn.
package struct RevisionPlan: Sendable, Hashable {
    /// Which responses go to the reviser.
    package enum Which: String, Sendable, Hashable, CaseIterable, Codable {
        /// Every response, at once.
        case all
        /// Those whose verdict failed (DECISIONS 17).
        case failed
    }

    package var which = Which.all
    /// Feedbacks on one response, each with its revision; 0 revises nothing.
    package var feedbacks = 2
    package var parameters = SamplingParameters(temperature: 0.7, topP: 0.95, maxTokens: 512)

    package init() {}
}
