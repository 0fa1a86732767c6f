import ArgumentParser
import Contracts
import Domain
import Testing

@testable import pairmill

@Suite struct AblationSpecificationTests {
    private let specification = AblationSpecification(seed: 7, changes: ["training.min_pairs=4"])

    @Test(arguments: Preset.allCases)
    func `each preset keeps its rounds and gets one more that trains on all pairs`(preset: Preset) throws {
        let read = try JobSpecification(
            reading: specification.training(on: preset), seed: Seed(rawValue: 0))
        let own = preset.specification

        #expect(read.preset == preset && read.seed == Seed(rawValue: 7))
        #expect(read.sampling == own.sampling && read.revision == own.revision)
        #expect(Array(read.rounds.dropLast()) == own.rounds)
        #expect(read.rounds.count == preset.ownRounds.upperBound + 1)
        let last = try #require(read.rounds.last)
        #expect(last.from == .all && last.train && last.reference == .none)
        #expect(read.sampling(inRound: read.rounds.count).slots == 1)
        #expect(read.revision(inRound: read.rounds.count).feedbacks == 0)
        #expect(read.training.mode == .trainer && read.training.from == .base && read.training.pairs == .all)
        #expect(read.training.minPairs == 4)
    }

    @Test func `an evaluation draws four normal responses and revises and trains nothing`() throws {
        let read = try JobSpecification(
            reading: specification.evaluation(of: "gen-1"), seed: Seed(rawValue: 0))

        #expect(read.models.generator == "gen-1" && read.models.verifier == nil)
        #expect(read.sampling.normal == 4 && read.sampling.contrastive == 0)
        #expect(read.revision.feedbacks == 0 && read.training.mode == .skip)
        #expect(read.rounds == Preset.round1.specification.rounds && read.seed == Seed(rawValue: 7))
        #expect(read.training.minPairs == TrainingPlan().minPairs)
    }

    @Test func `the base model is asked the same as an adapter`() throws {
        let base = try JobSpecification(
            reading: specification.evaluation(of: nil), seed: Seed(rawValue: 0))
        var adapted = try JobSpecification(
            reading: specification.evaluation(of: "gen-1"), seed: Seed(rawValue: 0))
        adapted.models.generator = nil
        adapted.name = base.name

        #expect(base == adapted)
    }

    @Test func `every row but the base has its preset`() {
        #expect(AblationRow.base.preset == nil)
        #expect(AblationRow.allCases.compactMap(\.preset).count == Preset.allCases.count)
    }

    @Test(arguments: [
        ["--set", "rounds=[]"], ["--set", "models={}"], ["--set", "training.mode=skip"], ["--set", "seed"],
        ["--samples", "0"], ["--held-out", "0"], ["--seeds", "0"],
        ["--first-seed", "999999", "--seeds", "2"],
    ])
    func `what makes no sense is refused before anything starts`(words: [String]) {
        #expect(throws: (any Error).self) { _ = try PairmillMain.parseAsRoot(["ablation"] + words) }
    }

    @Test func `the command is told as it can be typed again`() throws {
        let typed = try #require(
            try PairmillMain.parseAsRoot([
                "ablation", "--seeds", "2", "--first-seed", "4", "--samples", "30", "--held-out", "9",
                "--set", "training.epochs=3", "--out", "/elsewhere",
            ]) as? AblationCommand)

        #expect(
            typed.plan.command
                == "pairmill ablation --seeds 2 --first-seed 4 --samples 30 --held-out 9 --set 'training.epochs=3'"
        )
        #expect(typed.plan.seeds == 4...5)
    }
}
