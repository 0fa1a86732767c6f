package import Domain

/// A preference pair that has been selected and waits to be stored.
package struct PairDraft: Sendable {
    package let id: PairID
    package let sample: Int64
    package let chosen: TaskID
    package let rejected: TaskID
    package let chosenSource: ResponseSource
    package let rejectedSource: ResponseSource
    package let chosenWords: Int
    package let rejectedWords: Int
    /// The code of the filter that struck first; nil for a pair that is exported.
    package let excluded: String?

    package init(
        id: PairID, sample: Int64, chosen: TaskID, rejected: TaskID, chosenSource: ResponseSource,
        rejectedSource: ResponseSource, chosenWords: Int, rejectedWords: Int, excluded: String?
    ) {
        self.id = id
        self.sample = sample
        self.chosen = chosen
        self.rejected = rejected
        self.chosenSource = chosenSource
        self.rejectedSource = rejectedSource
        self.chosenWords = chosenWords
        self.rejectedWords = rejectedWords
        self.excluded = excluded
    }
}

/// A feedback pair that has been selected and waits to be stored.
package struct FeedbackPairDraft: Sendable {
    package let id: PairID
    package let sample: Int64
    /// The generate task of the response both feedbacks are about.
    package let response: TaskID
    /// The revise tasks of the two feedbacks.
    package let chosen: TaskID
    package let rejected: TaskID
    package let sawReference: Bool
    package let excluded: String?

    package init(
        id: PairID, sample: Int64, response: TaskID, chosen: TaskID, rejected: TaskID, sawReference: Bool,
        excluded: String?
    ) {
        self.id = id
        self.sample = sample
        self.response = response
        self.chosen = chosen
        self.rejected = rejected
        self.sawReference = sawReference
        self.excluded = excluded
    }
}
