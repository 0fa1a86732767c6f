import Digests
import Testing

@testable import Domain

@Suite struct PairSelectionTests {
    private let seeds = SeedDerivation(job: Seed(rawValue: 42))

    private func candidate(
        _ slot: Int, _ source: ResponseSource, passes: Bool, _ text: String? = nil,
        finish: FinishReason = .stop
    ) -> PairCandidate {
        let step = source == .revised ? TaskID.Step.revise(feedback: 1) : .generate
        return PairCandidate(
            task: TaskID(job: 3, round: 1, sample: 9, slot: slot, step: step), source: source,
            text: text ?? "the \(source.rawValue) text of slot number \(slot)", finishReason: finish,
            passes: passes)
    }

    private func pairs(_ candidates: PairCandidate..., rules: PairingRules = .init()) -> [PreferencePair] {
        PairSelection(rules, seeds: seeds).pairs(among: candidates)
    }

    @Test func `a winner and a loser make a pair`() {
        let found = pairs(candidate(0, .normal, passes: true), candidate(1, .contrastive, passes: false))
        #expect(found.map(\.excluded) == [nil])
        #expect(found.first?.chosen.task.slot == 0)
        #expect(found.first?.rejected.task.slot == 1)
        #expect(found.first?.chosenWords == 7)
    }

    @Test func `without both there is no pair`() {
        #expect(pairs(candidate(0, .normal, passes: true), candidate(1, .normal, passes: true)).isEmpty)
        #expect(pairs(candidate(0, .normal, passes: false)).isEmpty)
    }

    @Test func `sources are taken in turn`() {
        let found = pairs(
            candidate(0, .normal, passes: true), candidate(1, .normal, passes: true),
            candidate(2, .revised, passes: true), candidate(3, .revised, passes: true),
            candidate(4, .normal, passes: false), candidate(5, .contrastive, passes: false),
            candidate(6, .contrastive, passes: false), candidate(7, .revised, passes: false))
        let kept = found.filter { $0.excluded == nil }
        #expect(kept.map(\.chosen.source) == [.revised, .normal])
        #expect(kept.map(\.rejected.source) == [.contrastive, .normal])
    }

    @Test func `the first filter that strikes stays on the pair`() {
        let long = (1...11).map { "word\($0)" }.joined(separator: " ")
        let cases: [(String, String, PairExclusion?)] = [
            ("Two Cups", "two  cups", .identical),
            (long + " end", long + " end.", .nearIdentical),
            ("two cups", "there are two cups", .contained),
            ("3", "13", nil),
            ("a b. a b. a b.", "two", .degenerate),
            ("two", "!!!??? a", .degenerate),
            ("two", "see <image> here", .placeholder),
            ("two", "see <|image_pad|> here", .placeholder),
            ("a b c d e", (1...16).map { "w\($0)" }.joined(separator: " "), .ratio),
            ("a b c d", (1...16).map { "w\($0)" }.joined(separator: " "), nil),
        ]
        for (chosen, rejected, code) in cases {
            let found = pairs(
                candidate(0, .normal, passes: true, chosen), candidate(1, .normal, passes: false, rejected))
            #expect(found.map(\.excluded) == [code], "\(chosen) | \(rejected)")
        }
    }

    @Test func `a text that was cut off is in no pair`() {
        let found = pairs(
            candidate(0, .normal, passes: true), candidate(1, .contrastive, passes: false, finish: .length))
        #expect(found.map(\.excluded) == [.truncated])
    }

    @Test func `a filter that is off strikes nothing`() {
        var rules = PairingRules()
        rules.filters.contained.on = false
        let found = pairs(
            candidate(0, .normal, passes: true, "two"), candidate(1, .normal, passes: false, "two or three"),
            rules: rules)
        #expect(found.map(\.excluded) == [nil])
    }

    @Test func `the same two texts make one pair`() {
        let found = pairs(
            candidate(0, .normal, passes: true, "two"), candidate(1, .normal, passes: true, "Two"),
            candidate(2, .contrastive, passes: false, "three"),
            candidate(3, .contrastive, passes: false, "three"))
        #expect(found.filter { $0.excluded == nil }.count == 1)
        #expect(found.filter { $0.excluded == .identical }.count == 3)
    }

    @Test func `the cap counts what earlier rounds kept`() {
        let candidates = (0..<4).map { candidate($0, .normal, passes: $0 < 2) }
        let selection = PairSelection(.init(), seeds: seeds)
        let one = [PairTexts(chosen: "x", rejected: "y")]
        #expect(selection.pairs(among: candidates).count { $0.excluded == nil } == 2)
        #expect(selection.pairs(among: candidates, earlier: one).count { $0.excluded == nil } == 1)
        #expect(selection.pairs(among: candidates, earlier: one + one).count { $0.excluded == nil } == 0)
    }

    @Test func `feedbacks pair by response and prompt, and only with a reference among themselves`() {
        let hash = SHA256Digest(of: [1])
        func feedback(_ slot: Int, _ number: Int, _ passes: Bool, sawReference: Bool = false)
            -> FeedbackCandidate
        {
            FeedbackCandidate(
                task: TaskID(job: 3, round: 1, sample: 9, slot: slot, step: .revise(feedback: number)),
                text: "feedback \(number) on slot \(slot)", finishReason: .stop, promptHash: hash,
                sawReference: sawReference, revisionPasses: passes)
        }
        let found = PairSelection(.init(), seeds: seeds).feedbackPairs(among: [
            feedback(0, 1, true), feedback(0, 2, false), feedback(0, 3, false), feedback(1, 1, true),
            feedback(2, 1, true), feedback(2, 2, false, sawReference: true), feedback(3, 1, false),
        ])
        #expect(found.map(\.response.slot) == [0, 0])
        #expect(found.map(\.excluded) == [nil, .cap])
        #expect(found.allSatisfy { $0.chosen.revisionPasses && !$0.rejected.revisionPasses })
    }
}
