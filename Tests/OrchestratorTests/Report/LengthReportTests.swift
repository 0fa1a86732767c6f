import Contracts
import Domain
import Testing

@testable import Orchestrator

@Suite struct LengthReportTests {
    @Test func `means, percentiles and the gap are worked out of counts`() {
        let kept: [LengthBalance.Lengths: Int] = [
            .init(chosen: 10, rejected: 5): 3, .init(chosen: 20, rejected: 40): 1,
        ]
        let report = LengthReport(kept: kept, beforeBalance: [.init(chosen: 30, rejected: 10): 2])

        #expect(report.chosen == LengthStatistics(mean: 12.5, p50: 10, p95: 20))
        #expect(report.rejected == LengthStatistics(mean: 13.75, p50: 5, p95: 40))
        #expect(report.meanGap == -1.25)
        #expect(report.chosenLonger == 0.75)
        #expect(report.beforeBalance == LengthGap(meanGap: 20, chosenLonger: 1))
    }

    @Test func `no pairs give zeroes`() {
        #expect(LengthReport(kept: [:], beforeBalance: [:]) == LengthReport())
    }

    @Test func `the balance strikes the longest leads first, counted by lengths`() {
        let kept: [LengthBalance.Lengths: Int] = [
            .init(chosen: 30, rejected: 10): 2, .init(chosen: 12, rejected: 10): 8,
        ]
        let struck = LengthBalance.struck(among: kept, by: PairFilterRules().lengthBalance)

        #expect(struck == [LengthBalance.Lengths(chosen: 30, rejected: 10): 2])
    }
}
