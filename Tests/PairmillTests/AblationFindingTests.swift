import Testing

@testable import pairmill

@Suite struct AblationFindingTests {
    private let ordering = AblationOrdering(
        claim: "Round 2 helps", measure: .heldOutPassRate, more: .rounds1And2, less: .round1)

    @Test func `seeds are compared with themselves, so a steady gain shows through their spread`() {
        let finding = finding(more: [0.51, 0.71, 0.912], less: [0.50, 0.70, 0.90])

        #expect(finding.verdict == .shown)
        #expect(finding.text == "+1.1 ± 0.3")
    }

    @Test func `a steady loss is the opposite`() {
        #expect(finding(more: [0.4, 0.6, 0.8], less: [0.5, 0.7, 0.9001]).verdict == .opposite)
    }

    @Test func `a gain that varies as much as it is large is not shown`() {
        #expect(finding(more: [0.6, 0.6, 0.9], less: [0.5, 0.7, 0.8]).verdict == .notShown)
    }

    @Test func `one seed shows nothing, and none compares nothing`() {
        let one = finding(more: [0.9], less: [0.5])
        #expect(one.verdict == .notShown && one.text == "+40.0")

        let none = finding(more: [], less: [0.5])
        #expect(none.verdict == .notShown && none.text == "–")
    }

    @Test func `a seed that lacks a row is left out`() {
        #expect(finding(more: [0.9, 0.8], less: [0.5]).difference == MeanInterval([0.9 - 0.5]))
    }

    @Test func `without another row zero is what must be exceeded`() {
        let margin = AblationOrdering(claim: "", measure: .marginGain, more: .rounds1And2)
        let results = AblationResults(
            AblationFixtures.plan(),
            among: [0.5, 0.6, 0.55].enumerated().map {
                AblationFixtures.entry(.rounds1And2, seed: UInt32($0 + 1), [.marginGain: $1])
            })

        #expect(OrderingFinding(margin, in: results).verdict == .shown)
    }

    @Test func `the paper's orderings are those of its own averages`() {
        for ordering in AblationOrdering.paper {
            #expect((ordering.paperDifference ?? 0) > 0, "\(ordering.claim)")
        }
        #expect(AblationOrdering.method.allSatisfy { $0.paperDifference == nil })
    }

    private func finding(more: [Double], less: [Double]) -> OrderingFinding {
        let entries =
            AblationFixtures.entries(.rounds1And2, more) + AblationFixtures.entries(.round1, less)
        return OrderingFinding(ordering, in: AblationResults(AblationFixtures.plan(), among: entries))
    }
}
