import Contracts
import Testing

@testable import scene_model

@Suite struct DPOTrainingTests {
    private static let rows = SimulatedRows(
        RoundSimulation().run(RoundSimulation.samples(40, seed: 12), seed: 2)
    ).generator.rows

    @Test func `preferences the other way round lower the margin`() {
        let swapped = Self.rows.map {
            TrainingRow(percept: $0.percept, prompt: $0.prompt, chosen: $0.rejected, rejected: $0.chosen)
        }
        let pairs = Self.rows.compactMap { $0.pair(for: .generator, reference: .untrained) }
        let right = MarginReport(
            pairs, before: .untrained, after: Learned(Self.rows, as: .generator).weights)
        let wrong = MarginReport(pairs, before: .untrained, after: Learned(swapped, as: .generator).weights)
        #expect(right.after.margin > right.before.margin)
        #expect(wrong.after.margin < wrong.before.margin)
    }

    @Test func `a rate of 0 changes nothing`() {
        var parameters = Hyperparameters()
        parameters.learningRate = 0
        let learned = Learned(Self.rows, as: .generator, by: parameters)
        #expect(learned.weights == .untrained)
        #expect(learned.report.after == learned.report.before)
    }

    @Test func `only the voice that trains changes`() {
        let learned = Learned(Self.rows, as: .generator)
        for feature in Feature.allCases {
            #expect(learned.weights[.reviser, feature] == Weights.untrained[.reviser, feature])
        }
        #expect(learned.weights != .untrained)
    }

    @Test func `the same training gives the same file, another seed another`() throws {
        func file(_ seed: UInt64) throws -> [UInt8] {
            let weights = Learned(Self.rows, as: .generator, seed: seed).weights
            return try SceneAdapter(baseModel: "scene-1", weights: weights).jsonBytes()
        }
        #expect(try file(1) == file(1))
        #expect(try file(1) != file(2))
    }

    @Test func `an adapter that is trained on holds what it started from`() throws {
        let start = Weights.untrained.moved(by: [Weights.index(.reviser, .overlooking): -2])
        let weights = Learned(Self.rows, as: .generator, from: start).weights
        let places = try #require(SceneAdapter(baseModel: "scene-1", weights: weights).places)
        #expect(places[Weights.index(.reviser, .overlooking)] == -2)
        #expect(places.count > 1)
    }

    @Test func `every epoch sees every pair once, in batches of the size asked for`() {
        let pairs = Self.rows.prefix(10).compactMap { $0.pair(for: .generator, reference: .untrained) }
        var parameters = Hyperparameters()
        parameters.epochs = 3
        parameters.batchSize = 4
        let training = DPOTraining(pairs, from: .untrained, by: parameters, seed: 1)
        #expect(pairs.count == 10)
        #expect(training.totalSteps == 9)
    }
}
