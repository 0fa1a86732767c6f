import Domain
import Testing

@testable import scene_model

/// Self-evolution as a whole: round 1, training of both roles on its pairs, round 2 (PIPELINE §4).
@Suite struct LearningRoundTests {
    private static let samples = RoundSimulation.samples(160, seed: 40)
    private static let first = RoundSimulation().run(samples, seed: 3)
    private static let rows = SimulatedRows(first)
    private static let generator = Learned(rows.generator.rows, as: .generator)
    private static let reviser = Learned(rows.reviser.rows, as: .reviser)
    private static var evolved: RoundSimulation {
        var simulation = RoundSimulation()
        simulation.model.weights = Weights.untrained.moved(by: generator.deltas).moved(by: reviser.deltas)
        return simulation
    }

    /// The shares of normal responses that keep the form asked for, and that evade.
    private static func manners(_ chains: [RoundSimulation.Chain]) -> (kept: Double, evading: Double) {
        let responses = chains.flatMap { chain in
            chain.candidates.filter { $0.source == .normal }.map { (chain.sample.form, $0.text) }
        }
        let kept = responses.count { form, text in form.isKept(by: text) }
        let evading = responses.count { _, text in text.contains("cannot tell") || text.contains("not clear")
        }
        return (Double(kept) / Double(responses.count), Double(evading) / Double(responses.count))
    }

    /// Whether the generator could write both texts without straying.
    private static func isWrittenBySight(_ row: TrainingRow) -> Bool {
        let instruction = Instruction(Prompt(row.prompt).instruction)
        let script = GenerationScript(
            instruction: instruction, percept: row.percept, told: nil, strays: false
        ).script
        return [row.chosen, row.rejected].allSatisfy { ScoredText($0, in: script) != nil }
    }

    @Test func `nearly all pairs of a default job can be scored`() {
        print("seed 40: rows: generator \(Self.rows.generator.count), reviser \(Self.rows.reviser.count);")
        print("scored: generator \(Self.generator.scored), reviser \(Self.reviser.scored)")
        let bySight = Self.rows.generator.rows.filter(Self.isWrittenBySight)
        print("written by sight alone: \(bySight.count) of the generator's")
        #expect(bySight.count < Self.rows.generator.count)
        #expect(Self.rows.generator.count > 200)
        #expect(Self.generator.scored >= 0.95)
        #expect(Self.reviser.scored >= 0.95)
    }

    @Test func `the adapters raise the margin and the accuracy`() {
        for learned in [Self.generator, Self.reviser] {
            print("margins: \(learned.report)")
            #expect(learned.report.after.margin > learned.report.before.margin + 0.3)
            #expect(learned.report.after.accuracy > learned.report.before.accuracy)
        }
    }

    @Test func `round 2 with the adapters recovers more hard samples than the base on the same draws`() {
        let hard = Self.first.filter(\.isHard).map(\.sample)
        let base = RoundSimulation().run(hard, seed: 11).count { !$0.isHard }
        let evolved = Self.evolved.run(hard, seed: 11).count { !$0.isHard }
        print("hard \(hard.count): the base recovers \(base), the adapters \(evolved)")
        #expect(evolved > base + hard.count / 5)
    }

    @Test func `what was learned helps on samples nobody trained on, and nothing collapses`() {
        let fresh = RoundSimulation.samples(50, seed: 41)
        let base = RoundSimulation().run(fresh, seed: 5)
        let evolved = Self.evolved.run(fresh, seed: 5)
        let unique = [base, evolved].map { chains in
            Double(chains.reduce(0) { $0 + $1.unique.count }) / Double(chains.count)
        }
        print(
            "fresh: normal \(base.rate(\.normal)) → \(evolved.rate(\.normal)),",
            "revisions \(base.rate(\.revisions)) → \(evolved.rate(\.revisions)),",
            "hard \(base.share(where: \.isHard)) → \(evolved.share(where: \.isHard)), unique of 4 \(unique)")
        let manners = [base, evolved].map { Self.manners($0) }
        print("forms kept, evasions:", manners)
        #expect(manners[1].kept > 0.85 && manners[1].evading < 0.1)
        #expect(evolved.rate(\.normal) > base.rate(\.normal) + 0.05)
        #expect(evolved.share(where: \.isHard) < base.share(where: \.isHard))
        #expect(unique[1] > 2, "temperature must still mean something")
    }
}
