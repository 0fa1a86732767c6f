import Foundation
import Testing

@testable import scene_model

@Suite struct ScriptTests {
    private static let look = Look(size: .small, hue: .orange, shape: .circle)
    private static let percept = Percept(
        content: Content(looks: [look], word: nil, ground: "white"), confidences: [1], wordConfidence: 1)

    /// Scripts of every role with few enough paths to list them all.
    private static let scripts: [Script] = [
        GenerationScript(
            instruction: Instruction("How many circles are there? Answer with one number only."),
            percept: percept, told: nil, strays: false
        ).script,
        GenerationScript(
            instruction: Instruction("Describe everything in the picture."), percept: percept, told: nil,
            strays: false
        ).script,
        FeedbackScript(
            instruction: Instruction("What colour is the small circle?"), percept: percept,
            response: "Red. There is also a large green cross.", told: nil
        ).script,
        RefinementScript(
            instruction: Instruction("What colour is the small circle?"), percept: percept,
            response: "Red.", feedback: "It says red, but the picture shows: orange."
        ).script,
    ]

    @Test(arguments: scripts.indices) func `probabilities of all texts sum to one`(index: Int) {
        let script = Self.scripts[index]
        let texts = Set(script.everyPath.map(\.text))
        let sum = texts.reduce(0) {
            $0 + exp(Weights.untrained.logProbability(of: $1, in: script) ?? -.infinity)
        }
        #expect(texts.count > 1)
        #expect(abs(sum - 1) < 1e-9)
    }

    @Test(arguments: scripts.indices) func `a text's probability is how often it is drawn`(index: Int) throws
    {
        let script = Self.scripts[index]
        var random = SeededGenerator(seed: 11)
        var counts: [String: Int] = [:]
        for _ in 0..<4_000 {
            counts[Weights.untrained.draw(from: script, temperature: 1, &random).text, default: 0] += 1
        }
        for (text, count) in counts where count > 100 {
            let expected = exp(try #require(Weights.untrained.logProbability(of: text, in: script)))
            #expect(abs(Double(count) / 4_000 - expected) < 0.035, "seed 11: \(text)")
        }
    }

    @Test func `what was drawn is parsed back to the path it was drawn by`() throws {
        for (index, sample) in RoundSimulation.samples(40, seed: 3).enumerated() {
            let percept = Percept(seeing: sample.scene.drawn())
            let script = GenerationScript(
                instruction: Instruction(sample.instruction), percept: percept, told: nil, strays: false
            ).script
            var random = SeededGenerator(seed: UInt64(index))
            let drawn = Weights.untrained.draw(from: script, temperature: 1, &random)
            let exact = try #require(Weights.untrained.logProbability(of: drawn.text, in: script))
            let paths = script.paths(writing: drawn.text)
            #expect(exact >= drawn.logProbability - 1e-9, "\(drawn.text)")
            if paths.count == 1 { #expect(abs(exact - drawn.logProbability) < 1e-9) }
        }
    }

    @Test func `a text the model can't write has no probability`() {
        #expect(Weights.untrained.logProbability(of: "Seventeen.", in: Self.scripts[0]) == nil)
    }

    @Test func `an adapter's deltas move what is likely`() throws {
        let script = Self.scripts[0]
        let index = Weights.index(.generator, .countOver)
        let moved = Weights.untrained.moved(by: [index: 5])
        let before = try #require(Weights.untrained.logProbability(of: "Two.", in: script))
        let after = try #require(moved.logProbability(of: "Two.", in: script))
        #expect(after > before + 1)
    }
}
