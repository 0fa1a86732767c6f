import Testing

@testable import pairmill

@Suite struct AblationStatisticsTests {
    /// By hand: mean 3, s = √2.5, t(4) = 2.776.
    @Test func `an interval is Student's`() throws {
        let interval = try #require(MeanInterval([1, 2, 3, 4, 5]))

        #expect(interval.mean == 3)
        #expect(abs((interval.halfWidth ?? 0) - 1.9629) < 0.0005)
        #expect(interval.excludesZero)
    }

    @Test func `two values have the widest quantile there is`() throws {
        let interval = try #require(MeanInterval([0, 1]))

        #expect(abs((interval.halfWidth ?? 0) - 12.706 / 2) < 1e-9)
        #expect(!interval.excludesZero)
    }

    @Test func `one value has no interval, and none has nothing`() {
        #expect(MeanInterval([7])?.mean == 7)
        #expect(MeanInterval([7])?.halfWidth == nil)
        #expect(MeanInterval([7])?.excludesZero == false)
        #expect(MeanInterval([]) == nil)
    }

    @Test func `equal values leave no doubt`() {
        #expect(MeanInterval([2, 2, 2])?.halfWidth == 0)
        #expect(MeanInterval([2, 2, 2])?.excludesZero == true)
        #expect(MeanInterval([0, 0, 0])?.excludesZero == false)
    }

    @Test func `beyond the table its last quantile is taken`() {
        #expect(StudentT.quantile(degreesOfFreedom: 0) == nil)
        #expect(StudentT.quantile(degreesOfFreedom: 1) == 12.706)
        #expect(StudentT.quantile(degreesOfFreedom: 9) == 2.262)
        #expect(StudentT.quantile(degreesOfFreedom: 30) == 2.042)
        #expect(StudentT.quantile(degreesOfFreedom: 400) == 2.042)
    }

    @Test(arguments: [
        (1.25, 1, "1.3"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (12, 0, "12"), (0.0625, 3, "0.063"),
        (-3.5, 2, "-3.50"),
    ])
    func `numbers are rounded, and zero has no sign`(number: Double, decimals: Int, text: String) {
        #expect(number.text(decimals: decimals) == text)
    }

    @Test func `shares are shown in percent, other measures as they are`() throws {
        let interval = try #require(MeanInterval([0.7, 0.72]))

        #expect(AblationMeasure.heldOutPassRate.text(interval) == "71.0 ± 12.7")
        #expect(AblationMeasure.hardLeft.text(4) == "4.0")
        #expect(AblationMeasure.winnerSimilarity.text(0.51239) == "0.512")
    }
}
