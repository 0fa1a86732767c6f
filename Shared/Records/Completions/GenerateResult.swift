package import Domain

/// What a generate task ends with: the response, and how often it is revised at once.
package struct GenerateResult: Sendable {
    package let response: Response
    /// Revise tasks made together with it; 0 where a verdict decides first.
    package let feedbacks: Int

    package init(response: Response, feedbacks: Int) {
        self.response = response
        self.feedbacks = feedbacks
    }
}
