import Testing

@testable import scene_model

/// The demo's mix: enough pairs, some hard samples, and each part of the method doing its work.
@Suite struct RoundTests {
    static let samples = RoundSimulation.samples(100, seed: 20)
    static let first = RoundSimulation().run(samples, seed: 7)

    @Test func `a round has pairs for most samples, and some hard ones`() {
        let chains = Self.first
        let pairs = chains.share { !$0.isHard && !$0.allPassed }
        let hard = chains.share(where: \.isHard)
        print(
            "seed 7: pairs \(pairs), hard \(hard), all passed \(chains.share(where: \.allPassed)),",
            "normal \(chains.rate(\.normal)), contrastive \(chains.rate(\.contrastive)),",
            "revisions \(chains.rate(\.revisions)),",
            "unique of 4 \(Double(chains.reduce(0) { $0 + $1.unique.count }) / Double(chains.count)),",
            "feedback pairs \(chains.reduce(0) { $0 + $1.feedbackPairs })")
        #expect(pairs > 0.65)
        #expect((0.08...0.25).contains(hard))
        #expect(chains.rate(\.normal) > chains.rate(\.contrastive) + 0.1)
        #expect(Double(chains.reduce(0) { $0 + $1.unique.count }) > 2.5 * Double(chains.count))
    }

    @Test func `revisions pass more often than the responses they revise`() {
        let responses = (Self.first.rate(\.normal) + Self.first.rate(\.contrastive)) / 2
        #expect(Self.first.rate(\.revisions) > responses + 0.1)
    }

    @Test func `contrastive sampling makes pairs for more samples`() {
        var without = RoundSimulation()
        without.contrastive = 0
        let plain = without.run(Self.samples, seed: 7).share { !$0.isHard && !$0.allPassed }
        #expect(Self.first.share { !$0.isHard && !$0.allPassed } > plain + 0.05)
    }

    static let families: [(String, @Sendable (Question) -> Bool)] = [
        ("count", { if case .count = $0 { true } else { false } }),
        ("hue", { if case .hue = $0 { true } else { false } }),
        ("existence", { if case .existence = $0 { true } else { false } }),
        ("comparison", { if case .comparison = $0 { true } else { false } }),
        ("word", { $0 == .word }), ("everything", { $0 == .everything }),
    ]

    @Test func `the reference in the feedback recovers a good part of the hard samples`() {
        let hard = Self.first.filter(\.isHard).map(\.sample)
        var guided = RoundSimulation()
        guided.referenceInFeedback = true
        let recovered = guided.run(hard, seed: 9).share { !$0.isHard }
        print("hard \(hard.count), recovered \(recovered)")
        #expect(recovered > 0.5)
    }
}
