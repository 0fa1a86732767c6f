import Testing

@testable import Domain

@Suite struct HardSampleTests {
    @Test func `a sample is hard when all chains are complete and nothing passed`() {
        #expect(HardSample(passed: 0, failed: 24).isHard)
        #expect(!HardSample(passed: 1, failed: 23).isHard)
    }

    @Test func `dead tasks make a sample incomplete, never hard`() {
        #expect(HardSample(passed: 0, failed: 23, dead: 1).outcome == .incomplete)
        #expect(HardSample(passed: 0, failed: 0, dead: 8).outcome == .incomplete)
    }

    @Test func `a revision that is still to be judged keeps the sample running`() {
        #expect(HardSample(passed: 0, failed: 23, live: 1, dead: 1).outcome == .running)
    }

    @Test func `a sample where all passed is not hard and has an outcome of its own`() {
        #expect(HardSample(passed: 24, failed: 0).outcome == .allPassed)
        #expect(HardSample(passed: 3, failed: 5, dead: 2).outcome == .mixed)
    }
}
