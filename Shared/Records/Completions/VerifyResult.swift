package import Domain

/// What a verify task ends with: the verdict, and the revise tasks it asks for.
package struct VerifyResult: Sendable {
    package let verdict: Verdict
    package let detail: CallDetail
    /// Revise tasks made because the response failed (DECISIONS 17); 0 otherwise.
    package let feedbacks: Int

    package init(verdict: Verdict, detail: CallDetail, feedbacks: Int) {
        self.verdict = verdict
        self.detail = detail
        self.feedbacks = feedbacks
    }
}
