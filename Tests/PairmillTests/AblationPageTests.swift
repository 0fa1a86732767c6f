import Testing

@testable import pairmill

@Suite struct AblationPageTests {
    private let occasion = AblationOccasion(command: "pairmill ablation", cores: 2, memoryGiB: 8)

    @Test func `the page has a line for each row, the paper's average beside ours`() {
        let lines = page(AblationFixtures.whole())

        #expect(
            lines.contains {
                $0.hasPrefix("| round 1 (`ipa-round-1`) | 70.1 | 60.2 ± 0.2 | 12.0 ± 0.0 | 22.0 ± 0.0 |")
            })
        #expect(lines.contains { $0.hasPrefix("| base model (`base`) | 68.1 | 50.2 ± 0.2 | – | – |") })
        #expect(
            lines.contains("Measured on 2026-11-27 on 2 cores and 8 GiB of memory, no GPU, by"))
    }

    @Test func `each of the paper's orderings has its verdict`() {
        let lines = page(AblationFixtures.whole())

        #expect(
            lines.contains(
                "| Contrastive sampling helps | held-out pass rate, %: ipa-round-1 − ipa-no-contrastive "
                    + "| +1.0 | +5.0 ± 0.0 | **shown** |"))
        #expect(
            lines.contains {
                $0.hasPrefix("| Reference-guided sampling hurts |") && $0.hasSuffix("**opposite** |")
            })
        #expect(
            lines.contains {
                $0.hasPrefix("| Training raises the margin") && $0.hasSuffix("| – | – | **not shown** |")
            })
    }

    @Test func `rounds that went on without an adapter are named`() {
        let plan = AblationFixtures.plan()
        let entry = AblationFixtures.entry(.ipa, seed: 2, [.pairs: 3], leftOut: ["round 2, reviser"])

        #expect(
            page(AblationResults(plan, among: [entry])).contains {
                $0.hasSuffix("went on without: `ipa` seed 2: round 2, reviser.")
            })
        #expect(!page(AblationFixtures.whole()).contains { $0.contains("went on without") })
    }

    @Test func `every table has as many cells in each line`() {
        var width: Int?
        for line in page(AblationFixtures.whole()) {
            guard line.hasPrefix("|") else {
                width = nil
                continue
            }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).count
            #expect(width == nil || width == cells, "\(line)")
            width = cells
        }
    }

    @Test func `the same figures make the same files`() throws {
        let (one, other) = (AblationFixtures.whole(), AblationFixtures.whole())

        #expect(page(one) == page(other))
        #expect(AblationPlot(results: one).svg == AblationPlot(results: other).svg)
        #expect(try AblationRecord(one).json() == AblationRecord(other).json())
    }

    @Test func `the summary tells rows and verdicts`() {
        let lines = AblationSummary(results: AblationFixtures.whole()).lines

        #expect(lines.contains { $0.hasPrefix("ipa-rgs") && $0.contains("70.2 ± 0.2") })
        #expect(lines.contains { $0.hasPrefix("shown") && $0.hasSuffix("Round 2 helps") })
    }

    private func page(_ results: AblationResults) -> [String] {
        AblationPage(results: results, occasion: occasion).text
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
