/// How much longer chosen texts are than rejected ones.
package struct LengthGap: Sendable, Codable, Hashable {
    /// The mean of chosen − rejected words.
    package var meanGap: Double
    /// The share of pairs whose chosen text is the longer one.
    package var chosenLonger: Double

    package init(meanGap: Double = 0, chosenLonger: Double = 0) {
        self.meanGap = meanGap
        self.chosenLonger = chosenLonger
    }

    package enum CodingKeys: String, CodingKey {
        case meanGap = "mean_gap"
        case chosenLonger = "chosen_longer"
    }
}
