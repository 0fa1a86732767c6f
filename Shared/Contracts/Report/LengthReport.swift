/// The lengths of both sides, always reported (FORMATS.md §6).
package struct LengthReport: Sendable, Codable, Hashable {
    package var chosen: LengthStatistics
    package var rejected: LengthStatistics
    package var meanGap: Double
    package var chosenLonger: Double
    package var beforeBalance: LengthGap

    package init(
        chosen: LengthStatistics = LengthStatistics(), rejected: LengthStatistics = LengthStatistics(),
        meanGap: Double = 0, chosenLonger: Double = 0, beforeBalance: LengthGap = LengthGap()
    ) {
        self.chosen = chosen
        self.rejected = rejected
        self.meanGap = meanGap
        self.chosenLonger = chosenLonger
        self.beforeBalance = beforeBalance
    }

    package enum CodingKeys: String, CodingKey {
        case chosen, rejected
        case meanGap = "mean_gap"
        case chosenLonger = "chosen_longer"
        case beforeBalance = "before_balance"
    }
}
